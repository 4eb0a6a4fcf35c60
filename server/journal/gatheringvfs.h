#pragma once

namespace pl::journal {

/// Returns the name of an SQLite VFS that writes a commit to the write-ahead log with one system call. SQLite itself
/// makes two calls per page; with about ten pages per commit, the calls and small writes cost more than the leads' rows
/// do. Writes are buffered until the file is synced, read, measured, truncated or closed, so readers always see the
/// expected content. All other files go directly to the underlying VFS.
///
/// Only for connections with "synchronous = full" (or extra), which sync each commit before anyone can see it.
/// Otherwise another connection could look for frames that are not in the file yet.
///
/// Wraps the VFS that is the default at the time of the call. From any thread. https://www.sqlite.org/vfs.html
const char *gatheringVfs();

} // namespace pl::journal
