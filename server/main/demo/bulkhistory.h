#pragma once

#include "models/domain/historychain.h"
#include "server/embedded/store/database.h"

#include <future>
#include <memory>
#include <vector>

struct sqlite3_stmt;

namespace pl::demo {

/// The histories of BulkFiller's leads: up to four lines each, sealed before they are written
/// (models/domain/historychain.h). Reading lines back to seal them would take longer than writing all the other rows.
class BulkHistory
{
public:
    /// `database` must outlive it. Throws embedded::DatabaseError, as all of this does.
    explicit BulkHistory(embedded::Database &database);
    ~BulkHistory();

    /// Reads the leads in demo_lead, and seals their lines on another thread.
    void begin();
    /// Adds these lines, lead by lead, when they are sealed. Uses the caller's transaction.
    void addLines();

private:
    struct Closing
    {
        void operator()(sqlite3_stmt *statement) const;
    };
    using Statement = std::unique_ptr<sqlite3_stmt, Closing>;
    struct Line
    {
        qint64 lead = 0; ///< its number
        HistoryLine line;
    };
    using Lines = std::vector<Line>;
    static Lines sealed(Lines lines);
    Statement prepared(const char *sql);
    void run(const char *sql);
    void readLead(Lines &lines) const;
    void add(const Line &line);
    void check(bool isFine) const;

    embedded::Database &m_database;
    Statement m_leads;
    Statement m_insert;
    std::future<Lines> m_lines;
};

} // namespace pl::demo
