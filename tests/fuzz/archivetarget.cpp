#include "server/backup/archivereader.h"
#include "tests/fuzz/targets.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>

namespace pl::fuzz {

namespace {

/// The input, in pieces of a size.
class ArchiveBytes : public backup::ArchiveInput
{
public:
    ArchiveBytes(const QByteArray &all, qsizetype piece) : m_all(all), m_piece(piece) {}
    Result<QByteArray> read() override
    {
        const QByteArray part = m_all.mid(m_at, m_piece);
        m_at += part.size();
        return part;
    }

private:
    const QByteArray &m_all;
    const qsizetype m_piece;
    qsizetype m_at = 0;
};

QByteArray hashOf(const QString &path)
{
    QFile file(path);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!file.open(QIODevice::ReadOnly) || !hash.addData(&file))
        qFatal("a file of the archive can't be read");
    return hash.result().toHex();
}

void checkTaken(const backup::Manifest &manifest, const QDir &folder)
{
    if (folder.entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot).size() !=
        manifest.members.size())
        qFatal("the folder has other files than the manifest");
    for (const backup::Member &member : manifest.members) {
        const QFileInfo file(folder.filePath(member.name));
        if (!file.isFile() || file.isSymLink() || file.size() != member.size ||
            hashOf(file.filePath()) != member.sha256)
            qFatal("a file is not what the manifest says");
        if (file.permissions() & (QFile::ReadGroup | QFile::ReadOther))
            qFatal("others can read a backup's file");
    }
}

/// Whatever comes of it, beside the folder nothing has changed, and in it are only names that a backup has.
void checkNames(const QTemporaryDir &parent)
{
    const QDir folder(parent.filePath(QStringLiteral("files")));
    const auto everything = QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot;
    if (QDir(parent.path()).entryList(everything) != QStringList{QStringLiteral("files")})
        qFatal("a file was written outside of the folder");
    for (const QString &name : folder.entryList(everything))
        if (!backup::isMemberName(name))
            qFatal("a file has a name that no backup has");
}

std::optional<backup::Manifest> unpackedInPieces(const QByteArray &input, qsizetype piece)
{
    const QTemporaryDir parent;
    const QString folder = parent.filePath(QStringLiteral("files"));
    QDir().mkdir(folder);
    ArchiveBytes bytes(input, piece);
    const auto manifest = backup::ArchiveReader(bytes).unpack(folder);
    checkNames(parent);
    if (!manifest)
        return std::nullopt;
    checkTaken(*manifest, QDir(folder));
    if (backup::Manifest::fromJson(manifest->toJson()).valueOr({}) != *manifest)
        qFatal("a manifest is another one after it was written and read");
    return *manifest;
}

} // namespace

void runArchive(const QByteArray &input)
{
    if (unpackedInPieces(input, 100) != unpackedInPieces(input, 64 * 1024))
        qFatal("the pieces in which an archive comes make a difference");
}

} // namespace pl::fuzz
