#pragma once

#include "models/domain/importrecord.h"
#include "models/replica/stubborncall.h"
#include "models/supabase/restclient.h"

namespace pl::replica {

/// Importer::undo(): first what the import changed becomes as it was, then what it added is withdrawn, page by page.
class ImportUndoRun : public StubbornCall<ImportUndo>
{
    Q_OBJECT

public:
    using Progress = std::function<void(int done, int total)>;

    ImportUndoRun(supabase::RestClient &client, const QUuid &importId, Progress progress,
                  std::chrono::milliseconds firstPause, QObject *parent);

private:
    using Ids = std::vector<QUuid>; ///< in order

    void run() override;
    void onError(const Error &error) override;
    void begin(const ImportRecord &record);
    // What was changed.
    void readChanges();
    void readRows(const nlohmann::json &changes);
    void restoreNext();
    void restore(const nlohmann::json &change, const nlohmann::json &row);
    // What was added: importwithdrawal.cpp.
    void readAdded();
    void takeAdded(const nlohmann::json &rows);
    void withdrawNext();
    supabase::Query within(const Ids &ids) const;
    void withdraw(const Ids &ids);
    void withdrawn(const Ids &ids, const Result<nlohmann::json> &rows);
    void lookWhatStayed(const Ids &ids);
    //
    static bool concernsRows(const Error &refusal);
    void close();
    bool stops();
    void count(int undone, int kept);

    supabase::RestClient &m_client;
    const QUuid m_id;
    const Progress m_progress;
    ImportRecord m_record;
    ImportUndo m_outcome;
    QUuid m_lastChange;
    QUuid m_lastAdded;
    bool m_isLastPage = false;
    std::vector<nlohmann::json> m_changes; ///< of this page, the next one last
    nlohmann::json m_rows;                 ///< by id
    std::vector<Ids> m_batches;            ///< to be withdrawn, the next one last
};

} // namespace pl::replica
