#include "models/exporting/outputfile.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace pl::exporting {
namespace {

struct FileWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::exporting::OutputFile)
};

} // namespace

QString fileTrouble(QFileDevice::FileError error, const QString &systemSays)
{
    if (error == QFileDevice::ResourceError)
        return FileWords::tr("the disk is full");
    if (error == QFileDevice::PermissionsError)
        return FileWords::tr("you have no permission to write there");
    return systemSays.isEmpty() ? FileWords::tr("the system gives no reason") : systemSays;
}

Error OutputFile::trouble() const
{
    const QFileInfo folder(QFileInfo(m_file.fileName()).absolutePath());
    if (!folder.isDir())
        return {ErrorCode::InvalidInput, FileWords::tr("the folder no longer exists")};
    return {ErrorCode::InvalidInput, fileTrouble(m_file.error(), m_file.errorString())};
}

Result<> OutputFile::open()
{
    if (!m_file.open(QIODevice::WriteOnly))
        return trouble();
    return {};
}

Result<> OutputFile::write(const QByteArray &bytes)
{
    if (m_file.write(bytes) != bytes.size())
        return trouble();
    return {};
}

Result<> OutputFile::commit()
{
    if (!m_file.commit())
        return trouble();
    return {};
}

} // namespace pl::exporting
