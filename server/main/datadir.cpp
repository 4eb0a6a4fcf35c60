#include "server/main/datadir.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <QStandardPaths>

namespace pl {

namespace {

constexpr QFile::Permissions kOwnerOnly = QFile::ReadOwner | QFile::WriteOwner;
constexpr const char *kMoved = "moved-to-supabase";

} // namespace

QString DataDir::defaultPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) +
           QStringLiteral("/plumber-leads-server");
}

Result<DataDir> DataDir::open(const QString &path)
{
    const QString chosen = QDir(path.isEmpty() ? defaultPath() : path).absolutePath();
    const bool isNew = !QDir(chosen).exists();
    if (!QDir().mkpath(chosen))
        return Error{ErrorCode::Unavailable, QStringLiteral("Can't create the folder %1.").arg(chosen)};
    if (isNew)
        QFile::setPermissions(chosen, kOwnerOnly | QFile::ExeOwner);
    return DataDir(chosen);
}

Result<std::unique_ptr<journal::FileLock>> DataDir::lock() const
{
    const QString path = file("running.lock");
    // Only when it's missing: closing an existing file releases this process's own locks on it.
    if (!QFile::exists(path))
        if (const auto made = makePrivateFile(path); !made)
            return made.error();
    auto lock = journal::FileLock::tryLock(path);
    if (!lock && lock.error().code == ErrorCode::Conflict)
        return Error{ErrorCode::Conflict, QStringLiteral("Another server (%1) is using %2.").arg(address(), m_path)};
    if (!lock)
        return Error{ErrorCode::Unavailable, QStringLiteral("Can't write to %1.").arg(m_path)};
    return lock;
}

QString DataDir::address() const
{
    QFile file(this->file("address"));
    if (!file.open(QIODevice::ReadOnly))
        return QStringLiteral("http://127.0.0.1:8080");
    return QString::fromUtf8(file.readAll()).trimmed();
}

Result<> DataDir::setAddress(const QString &url) const
{
    return writePrivateFile(file("address"), url.toUtf8() + '\n');
}

bool DataDir::isMoved() const
{
    return QFile::exists(file(kMoved));
}

Result<> DataDir::setMoved() const
{
    return writePrivateFile(file(kMoved), "This office has moved to a Supabase project.\n");
}

Result<> writePrivateFile(const QString &path, const QByteArray &content)
{
    QSaveFile file(path);
    const bool isOpen = file.open(QIODevice::WriteOnly) && file.setPermissions(kOwnerOnly);
    if (!isOpen || file.write(content) != content.size() || !file.commit())
        return Error{ErrorCode::Unavailable, QStringLiteral("Can't write %1: %2.").arg(path, file.errorString())};
    return {};
}

Result<> makePrivateFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite) || !file.setPermissions(kOwnerOnly))
        return Error{ErrorCode::Unavailable, QStringLiteral("Can't write %1: %2.").arg(path, file.errorString())};
    return {};
}

} // namespace pl
