#pragma once

#include "models/replica/loadplan.h"
#include "models/replica/synccursor.h"
#include "models/supabase/restclient.h"

namespace pl::replica {

/// How far the first copy of a table is.
struct LoadProgress
{
    qint64 rows = 0;
    std::optional<qint64> total; ///< about so many, as the server estimates
    bool operator==(const LoadProgress &) const = default;
};

/// How far a table has been read: what is left of it while its first copy is unfinished, and since when changes have to
/// be read behind that. It is kept as a note in the transaction that writes the rows (disk::ReplicaFile::store).
struct LoadState
{
    LoadPlan left;
    Timestamp since;
    LoadProgress progress;

    bool isComplete() const { return left.isDone(); }
    QByteArray toNote() const;
    /// Nothing when there is none, or none that can be read: then everything is read again.
    static std::optional<LoadState> fromNote(const QByteArray &note);
    /// The note's name.
    static QByteArray nameFor(const QByteArray &table) { return "load " + table; }
};

/// How many rows there are in all, of an answer to a request with `Prefer: count=…`.
std::optional<qint64> totalOf(const supabase::HttpResponse &answer);

} // namespace pl::replica
