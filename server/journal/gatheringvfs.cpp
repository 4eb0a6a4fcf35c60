#include "server/journal/gatheringvfs.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <forward_list>
#include <mutex>
#include <new>
#include <string>
#include <utility>

namespace pl::journal {

namespace {

/// Longer buffers are written in pieces of this size. SQLite's Unix VFS uses only 17 bits of a length, as no page needs
/// more (seekAndWriteFd in os_unix.c): 128 KiB at once would write nothing.
constexpr sqlite3_int64 kCapacity = 120 * 1024;
static_assert(kCapacity < 0x20000);

struct Vfs : sqlite3_vfs
{
    sqlite3_vfs *below;
    std::string name;
};

/// An open log. The underlying VFS's file object follows it in the same allocation.
struct Log : sqlite3_file
{
    sqlite3_int64 begin; ///< in the file
    sqlite3_int64 size;  ///< kept so far
    char *kept;          ///< kCapacity bytes

    sqlite3_file *below() { return reinterpret_cast<sqlite3_file *>(this + 1); }
    /// A failed write drops the buffer: the commit fails, as with SQLite's own writes.
    int flush();
};
static_assert(sizeof(Log) % alignof(std::max_align_t) == 0);

int Log::flush()
{
    if (size == 0)
        return SQLITE_OK;
    return below()->pMethods->xWrite(below(), kept, int(std::exchange(size, 0)), begin);
}

Log *logOf(sqlite3_file *file)
{
    return static_cast<Log *>(file);
}

int writeLog(sqlite3_file *file, const void *data, int size, sqlite3_int64 offset)
{
    Log *log = logOf(file);
    if (log->size > 0 && (offset != log->begin + log->size || log->size + size > kCapacity)) {
        if (const int code = log->flush(); code != SQLITE_OK)
            return code;
    }
    if (size > kCapacity)
        return log->below()->pMethods->xWrite(log->below(), data, size, offset);
    if (log->size == 0)
        log->begin = offset;
    std::memcpy(log->kept + log->size, data, size_t(size));
    log->size += size;
    return SQLITE_OK;
}

/// Flushes first, so that any other call sees the file as SQLite wrote it.
template <auto Method, class... Arguments>
int flushAndCall(sqlite3_file *file, Arguments... arguments)
{
    Log *log = logOf(file);
    if (const int code = log->flush(); code != SQLITE_OK)
        return code;
    return (log->below()->pMethods->*Method)(log->below(), arguments...);
}

template <auto Method, class... Arguments>
int call(sqlite3_file *file, Arguments... arguments)
{
    sqlite3_file *below = logOf(file)->below();
    return (below->pMethods->*Method)(below, arguments...);
}

int closeLog(sqlite3_file *file)
{
    const int flushed = logOf(file)->flush();
    delete[] logOf(file)->kept;
    const int closed = call<&sqlite3_io_methods::xClose>(file);
    return flushed != SQLITE_OK ? flushed : closed;
}

constexpr sqlite3_io_methods methods()
{
    sqlite3_io_methods own{};
    own.iVersion = 1; // no shared memory and no mapping: only the database file needs those
    own.xClose = closeLog;
    own.xRead = flushAndCall<&sqlite3_io_methods::xRead, void *, int, sqlite3_int64>;
    own.xWrite = writeLog;
    own.xTruncate = flushAndCall<&sqlite3_io_methods::xTruncate, sqlite3_int64>;
    own.xSync = flushAndCall<&sqlite3_io_methods::xSync, int>;
    own.xFileSize = flushAndCall<&sqlite3_io_methods::xFileSize, sqlite3_int64 *>;
    own.xLock = call<&sqlite3_io_methods::xLock, int>;
    own.xUnlock = call<&sqlite3_io_methods::xUnlock, int>;
    own.xCheckReservedLock = call<&sqlite3_io_methods::xCheckReservedLock, int *>;
    own.xFileControl = flushAndCall<&sqlite3_io_methods::xFileControl, int, void *>;
    own.xSectorSize = call<&sqlite3_io_methods::xSectorSize>;
    own.xDeviceCharacteristics = call<&sqlite3_io_methods::xDeviceCharacteristics>;
    return own;
}

constexpr sqlite3_io_methods kMethods = methods();

int openFile(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *outFlags)
{
    sqlite3_vfs *below = static_cast<Vfs *>(vfs)->below;
    if (!(flags & SQLITE_OPEN_WAL))
        return below->xOpen(below, name, file, flags, outFlags);
    file->pMethods = nullptr; // tells SQLite not to close it
    char *kept = new (std::nothrow) char[kCapacity];
    if (!kept)
        return SQLITE_NOMEM;
    Log *log = new (file) Log{{}, 0, 0, kept};
    const int code = below->xOpen(below, name, log->below(), flags, outFlags);
    if (code == SQLITE_OK)
        log->pMethods = &kMethods;
    else
        delete[] kept;
    return code;
}

} // namespace

const char *gatheringVfs()
{
    static std::mutex mutex;
    static std::forward_list<Vfs> all; // one for each default VFS so far
    const std::lock_guard lock(mutex);
    sqlite3_vfs *below = sqlite3_vfs_find(nullptr);
    const auto known = std::ranges::find(all, below, &Vfs::below);
    if (known != all.end())
        return known->zName;
    Vfs &made = all.emplace_front(Vfs{*below, below, std::string("gathering-") + below->zName});
    made.zName = made.name.c_str();
    made.szOsFile += int(sizeof(Log));
    made.pNext = nullptr;
    made.xOpen = openFile;
    sqlite3_vfs_register(&made, 0);
    return made.zName;
}

} // namespace pl::journal
