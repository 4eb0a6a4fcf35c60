#pragma once

#include "server/embedded/store/database.h"

#include <memory>

struct sqlite3_stmt;

namespace pl {
struct HistoryLine;
}

namespace pl::demo {

/// The histories of BulkFiller's leads: up to four lines each, sealed as they are written
/// (models/domain/historychain.h). Reading lines back to seal them would take longer than writing all the other rows.
class BulkHistory
{
public:
    /// `database` must outlive it. Throws embedded::DatabaseError, as all of this does.
    explicit BulkHistory(embedded::Database &database);
    ~BulkHistory();

    /// Adds the lines of the leads in demo_lead, lead by lead. Uses the caller's transaction.
    void addLines();

private:
    struct Closing
    {
        void operator()(sqlite3_stmt *statement) const;
    };
    using Statement = std::unique_ptr<sqlite3_stmt, Closing>;
    Statement prepared(const char *sql);
    void run(const char *sql);
    void addLinesOfLead();
    void add(HistoryLine &line, const char *kind, int timeColumn);
    void check(bool isFine) const;

    embedded::Database &m_database;
    Statement m_leads;
    Statement m_insert;
};

} // namespace pl::demo
