#pragma once

#include "models/domain/importrecord.h"
#include "models/replica/stubborncall.h"
#include "models/supabase/restclient.h"

#include <memory>

namespace pl::replica {

class ImportUndoRun;

/// Importer::run().
class ImportRun : public StubbornCall<ImportOutcome>
{
    Q_OBJECT

public:
    using Progress = std::function<void(int done, int total)>;

    ImportRun(supabase::RestClient &client, std::shared_ptr<const ImportOrder> order, Progress progress,
              std::chrono::milliseconds firstPause, QObject *parent);

    void cancel();

private:
    using Batch = std::vector<std::size_t>; ///< of the order's rows

    void run() override;
    /// What was done is to be taken back; unless somebody cancels twice.
    bool goesOnWaiting() const override { return !m_isImpatient; }
    void takeUp(const nlohmann::json &rows);
    void begin();
    void queue(const Batch &rows, std::vector<Batch> &batches) const;
    void next();
    void add(const Batch &batch);
    void refused(const Batch &batch, const Error &error);
    /// An import that somebody undid meanwhile takes no row at all.
    void askWhetherItIsOver(const std::function<void()> &then);
    void halve(const Batch &batch);
    // importchanges.cpp
    void keep(const Batch &batch);
    void change(const Batch &batch);
    void changeOne(std::size_t row);
    void changed(std::size_t row, const Result<nlohmann::json> &written);
    void lookWhetherOurs(std::size_t row);
    void countChanged();
    void oneLess();
    //
    void fault(std::size_t row, const Error &error);
    void step();
    void did(std::size_t rows);
    void close();
    void takeBack();
    void tell();
    static bool endsAll(const Error &error);
    int total() const { return int(m_order->rows.size()); }

    supabase::RestClient &m_client;
    const std::shared_ptr<const ImportOrder> m_order;
    const Progress m_progress;
    const std::chrono::milliseconds m_firstPause;
    ImportOutcome m_outcome;
    std::vector<Batch> m_additions; ///< the next one last
    std::vector<Batch> m_changes;
    Batch m_toChange; ///< of the batch that is being changed, the next one last
    int m_inFlight = 0;
    int m_done = 0;
    bool m_isImpatient = false;
    ImportUndoRun *m_undo = nullptr;
};

} // namespace pl::replica
