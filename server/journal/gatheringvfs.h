#pragma once

namespace pl::journal {

/// The name of an SQLite VFS that writes a commit to the write-ahead log with one call to the system. SQLite itself
/// makes two calls for each page: with some ten pages a commit, they and the small pieces that the disk gets of them
/// cost more than the leads' rows do. What was written is kept until the file is synced, read, measured, cut or closed,
/// so everybody finds what would be there without it; every other file is the VFS's below, untouched.
///
/// For connections with "synchronous = full" (or extra) alone: they sync each commit before anyone may see it. With
/// less, another connection could look for frames that are not in the file yet.
///
/// Lies over the VFS that is the default when this is called; any thread may call it.
/// https://www.sqlite.org/vfs.html
const char *gatheringVfs();

} // namespace pl::journal
