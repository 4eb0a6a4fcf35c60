#include "tests/support/faultydisk.h"

#include <QFile>

#include <sqlite3.h>

namespace pl::test {

namespace {

constexpr const char *kName = "faulty";

FaultyDisk *s_disk = nullptr;
sqlite3_vfs *s_real = nullptr;
sqlite3_vfs s_vfs;

/// An open file: SQLite's own file object lies behind this one, in the same memory.
struct File
{
    sqlite3_file base;
    QString *path;
    sqlite3_file *real() { return reinterpret_cast<sqlite3_file *>(this + 1); }
};

File *fileOf(sqlite3_file *file)
{
    return reinterpret_cast<File *>(file);
}

sqlite3_file *realOf(sqlite3_file *file)
{
    return fileOf(file)->real();
}

int closeFile(sqlite3_file *file)
{
    const int code = realOf(file)->pMethods ? realOf(file)->pMethods->xClose(realOf(file)) : SQLITE_OK;
    delete fileOf(file)->path;
    return code;
}

int writeFile(sqlite3_file *file, const void *data, int size, sqlite3_int64 offset)
{
    const int code = s_disk->codeOfWrite();
    return code == SQLITE_OK ? realOf(file)->pMethods->xWrite(realOf(file), data, size, offset) : code;
}

int syncFile(sqlite3_file *file, int flags)
{
    if (const int code = s_disk->codeOfSync(); code != SQLITE_OK)
        return code;
    const int code = realOf(file)->pMethods->xSync(realOf(file), flags);
    if (code == SQLITE_OK)
        s_disk->noteSynced(*fileOf(file)->path);
    return code;
}

template <auto Method, class... Arguments>
auto passOn(sqlite3_file *file, Arguments... arguments)
{
    return (realOf(file)->pMethods->*Method)(realOf(file), arguments...);
}

sqlite3_io_methods methods()
{
    sqlite3_io_methods own{};
    own.iVersion = 2;
    own.xClose = closeFile;
    own.xRead = passOn<&sqlite3_io_methods::xRead, void *, int, sqlite3_int64>;
    own.xWrite = writeFile;
    own.xTruncate = passOn<&sqlite3_io_methods::xTruncate, sqlite3_int64>;
    own.xSync = syncFile;
    own.xFileSize = passOn<&sqlite3_io_methods::xFileSize, sqlite3_int64 *>;
    own.xLock = passOn<&sqlite3_io_methods::xLock, int>;
    own.xUnlock = passOn<&sqlite3_io_methods::xUnlock, int>;
    own.xCheckReservedLock = passOn<&sqlite3_io_methods::xCheckReservedLock, int *>;
    own.xFileControl = passOn<&sqlite3_io_methods::xFileControl, int, void *>;
    own.xSectorSize = passOn<&sqlite3_io_methods::xSectorSize>;
    own.xDeviceCharacteristics = passOn<&sqlite3_io_methods::xDeviceCharacteristics>;
    own.xShmMap = passOn<&sqlite3_io_methods::xShmMap, int, int, int, void volatile **>;
    own.xShmLock = passOn<&sqlite3_io_methods::xShmLock, int, int, int>;
    own.xShmBarrier = passOn<&sqlite3_io_methods::xShmBarrier>;
    own.xShmUnmap = passOn<&sqlite3_io_methods::xShmUnmap, int>;
    return own;
}

int openFile(sqlite3_vfs *, const char *name, sqlite3_file *file, int flags, int *outFlags)
{
    static const sqlite3_io_methods own = methods();
    file->pMethods = nullptr;
    if (s_disk->isReadOnly() && (flags & SQLITE_OPEN_READWRITE))
        return SQLITE_CANTOPEN;
    fileOf(file)->path = new QString(QString::fromUtf8(name ? name : ""));
    const int code = s_real->xOpen(s_real, name, realOf(file), flags, outFlags);
    if (code != SQLITE_OK) {
        delete fileOf(file)->path;
        return code;
    }
    s_disk->noteOpened(*fileOf(file)->path);
    file->pMethods = &own;
    return SQLITE_OK;
}

int deleteFile(sqlite3_vfs *, const char *name, int syncFolder)
{
    const int code = s_real->xDelete(s_real, name, syncFolder);
    if (code == SQLITE_OK)
        s_disk->noteDeleted(QString::fromUtf8(name));
    return code;
}

} // namespace

FaultyDisk::FaultyDisk()
{
    s_disk = this;
    s_real = sqlite3_vfs_find(nullptr);
    s_vfs = *s_real;
    s_vfs.szOsFile = int(sizeof(File)) + s_real->szOsFile;
    s_vfs.zName = kName;
    s_vfs.xOpen = openFile;
    s_vfs.xDelete = deleteFile;
    sqlite3_vfs_register(&s_vfs, 1);
}

FaultyDisk::~FaultyDisk()
{
    sqlite3_vfs_unregister(&s_vfs);
    sqlite3_vfs_register(s_real, 1);
    s_disk = nullptr;
}

void FaultyDisk::setFault(Fault fault, int after)
{
    m_remaining = after;
    m_fault = fault;
}

FaultyDisk::Fault FaultyDisk::faultNow()
{
    if (m_fault == Fault::None)
        return Fault::None;
    return m_remaining > 0 ? (--m_remaining, Fault::None) : m_fault.load();
}

int FaultyDisk::codeOfWrite()
{
    ++m_operations;
    switch (faultNow()) {
    case Fault::None:
    case Fault::NoSync:
        return SQLITE_OK;
    case Fault::Full:
        return SQLITE_FULL;
    case Fault::Failing:
        return SQLITE_IOERR_WRITE;
    case Fault::ReadOnly:
        return SQLITE_READONLY;
    }
    return SQLITE_OK;
}

int FaultyDisk::codeOfSync()
{
    ++m_operations;
    const Fault fault = faultNow();
    return fault == Fault::Failing || fault == Fault::NoSync ? SQLITE_IOERR_FSYNC : SQLITE_OK;
}

void FaultyDisk::noteOpened(const QString &path)
{
    const std::lock_guard lock(m_mutex);
    if (path.isEmpty() || m_synced.contains(path))
        return;
    QFile file(path);
    m_synced.insert(path, file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray());
}

void FaultyDisk::noteSynced(const QString &path)
{
    const std::lock_guard lock(m_mutex);
    QFile file(path);
    if (file.open(QIODevice::ReadOnly))
        m_synced.insert(path, file.readAll());
}

void FaultyDisk::noteDeleted(const QString &path)
{
    const std::lock_guard lock(m_mutex);
    m_synced.remove(path);
}

void FaultyDisk::losePower()
{
    const std::lock_guard lock(m_mutex);
    for (auto it = m_synced.cbegin(); it != m_synced.cend(); ++it) {
        QFile file(it.key());
        if (file.open(QIODevice::WriteOnly | QIODevice::Truncate))
            file.write(it.value());
        QFile::remove(it.key() + QStringLiteral("-shm"));
    }
}

} // namespace pl::test
