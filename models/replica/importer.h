#pragma once

#include "models/base/answer.h"
#include "models/domain/importrecord.h"

#include <chrono>
#include <functional>
#include <memory>

namespace pl::supabase {
class RestClient;
}

namespace pl::replica {

/// Writes what an import holds into the store, and takes it back as a whole. For admins and the server.
///
/// Rows that are new go in batches; those that the store refuses are found by halving their batch and are reported by
/// line, and the rest goes in. The ids of new rows follow from the import's id and the line, so that a batch that is
/// sent again after a lost answer, or after this program was killed, adds nothing twice. What a row was before an
/// import changed it is kept first, then the row is changed if it still has the version that was seen. Of a row that is
/// there an import changes what people can change: never its age, its external id, its plumber or its end. While the
/// store can't be reached it waits and goes on.
///
/// One run or undo at a time. Lives on the client's thread; every call finishes exactly once, Cancelled at the latest
/// when the importer is destroyed: then the import stays `running`, for undo() or keep(). Errors: Forbidden and
/// Unauthenticated when this account may not import, NotFound for an import that isn't there, Conflict while another
/// run is going on or when the import is in a state that doesn't allow it.
class Importer : public QObject
{
    Q_OBJECT

public:
    /// The client must outlive the importer. `firstPause`: before it tries again while the store can't be reached;
    /// grows to 30 s.
    explicit Importer(supabase::RestClient &client, QObject *parent = nullptr,
                      std::chrono::milliseconds firstPause = std::chrono::seconds(1));
    ~Importer() override;

    /// Errors end it and leave the import `running`. A cancelled run takes back what it did.
    QFuture<Result<ImportOutcome>> run(ImportOrder order);
    /// Doesn't copy the rows, which may be many; whoever lets go of the order last frees them.
    QFuture<Result<ImportOutcome>> run(const std::shared_ptr<const ImportOrder> &order);
    /// Also for an import that stopped in the middle, of writing or of undoing.
    QFuture<Result<ImportUndo>> undo(const QUuid &importId);
    /// Ends an import that stopped in the middle: what is there stays. It can still be undone.
    QFuture<Result<ImportRecord>> keep(const QUuid &importId);
    /// The newest 20.
    QFuture<Result<QList<ImportRecord>>> recent();
    /// Between two requests. Without a run or an undo, nothing. A second one, while a cancelled run takes its rows
    /// back or can't reach the store for it, ends that: the import stays `undoing` or `running`, for undo().
    void cancel();
    bool isRunning() const { return m_isRunning; }

    /// The id of the row that a line adds: a UUIDv5, always the same.
    static QUuid rowId(const QUuid &importId, int line);

Q_SIGNALS:
    /// Rows of the file that were looked at, or of the import that were taken back. A cancelled run counts down.
    void progressed(int done, int total);

private:
    template <class T, class Work>
    QFuture<Result<T>> begin(Work *work);

    supabase::RestClient &m_client;
    const std::chrono::milliseconds m_firstPause;
    std::function<void()> m_cancel;
    bool m_isRunning = false;
};

} // namespace pl::replica
