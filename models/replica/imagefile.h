#pragma once

#include "models/replica/enginebuild.h"

namespace pl::replica {

/// Columns that were read from an image, and how many leads were read from rows because they had changed since.
struct ImagedEngine
{
    std::shared_ptr<columns::LeadEngine> engine;
    qint64 changed = 0;
    /// It takes a noticeable time to read so many rows.
    bool isOld() const { return changed > 1000 + static_cast<qint64>(engine->columns.size() / 100); }
};

/// The columns of all leads in a copy from the image beside it, and from the rows that were written since: a million
/// in a third of a second. NotFound when there is no image, when it can't be used, or when rows are as fast.
Result<ImagedEngine> readImage(const CopyPlace &place, const EngineNames &names);

/// Writes the image of columns that were made after ReplicaFile::beginImage() gave its token, for adoptImage(). False,
/// and there is no file, when it doesn't work, when the disk is nearly full, or when `goOn` is false in the end. Lost
/// power may leave a part of it, which its checksums show.
bool writeImage(const CopyPlace &place, const QByteArray &token, columns::LeadEngine &engine,
                const std::function<bool()> &goOn);

} // namespace pl::replica
