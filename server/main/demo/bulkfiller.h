#pragma once

#include "models/base/result.h"
#include "models/base/timestamp.h"
#include "server/embedded/store/database.h"
#include "server/embedded/store/logkeeper.h"

namespace pl::demo {

class BulkHistory;

/// Fills an embedded database with many sample leads: spread over three years, most of them recent, with the history,
/// payments, and messages of an office that has been working all along. Old leads are done, paid, and sent; nothing
/// goes out and nothing is charged.
///
/// Uses SQL of its own and bypasses the triggers, which would date everything now and take most of the time. Each step
/// is one transaction; between two steps others can write, and now and then the log is moved into the database. The
/// store needs its services and plumbers before the first step. The same seed, number of leads, time and store give the
/// same rows.
class BulkFiller
{
public:
    static constexpr int kStep = 10'000;

    /// Fails if the database can't be opened, or if Qt's driver has its own copy of SQLite, whose triggers can't be
    /// turned off.
    static Result<std::unique_ptr<BulkFiller>> open(const QString &databaseFile, int leads, Timestamp now,
                                                    quint64 seed);

    /// Adds the next step's leads. Returns how many of the requested leads are in the database now.
    Result<int> addStep();
    bool isDone() const { return m_done == m_leads; }

    ~BulkFiller();

private:
    BulkFiller(std::unique_ptr<embedded::Database> database, const QString &file, int leads, Timestamp now);
    void prepare();
    void fillCatalog();
    void addRows(int first, int last);
    qint64 timeOf(int lead) const;
    void run(const char *sql, const QVariantList &values = {});

    const std::unique_ptr<embedded::Database> m_database;
    std::unique_ptr<BulkHistory> m_history;
    embedded::LogKeeper m_log;
    const int m_leads;
    const Timestamp m_now;
    int m_done = 0;
    int m_steps = 0;
};

} // namespace pl::demo
