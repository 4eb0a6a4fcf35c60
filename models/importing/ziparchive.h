#pragma once

#include "models/base/result.h"
#include "models/importing/sheet.h"
#include "models/importing/watch.h"

#include <memory>

namespace pl::importing {

/// The files within a ZIP archive in memory. What they unpack to is counted while it is unpacked, whatever the archive
/// says, and what is beyond the limit isn't unpacked.
class ZipArchive
{
public:
    /// `bytes` and `watch` must outlive the archive.
    ZipArchive(const QByteArray &bytes, const Watch &watch, qint64 limit = kMaxFileBytes);
    ~ZipArchive();

    bool isOpen() const { return m_open; }
    bool has(const char *name);
    /// NotFound, InvalidInput (damaged or encrypted), TooLarge, Cancelled.
    Result<QByteArray> file(const QString &name);

private:
    struct Cursor;
    Result<QByteArray> unpacked();

    std::unique_ptr<Cursor> m_cursor;
    void *m_open = nullptr;
    const Watch &m_watch;
    qint64 m_limit;
    qint64 m_unpacked = 0; ///< bytes so far
};

} // namespace pl::importing
