#include "server/main/demo/bulkhistory.h"

#include "models/domain/historychain.h"

#include <sqlite3.h>

namespace pl::demo {
namespace {

enum LeadColumn { Number, Id, Plumber, Reason, Salt, Received, Assigned, Accepted, Completed };

constexpr const char *kLinesTable = R"(
create temp table demo_line (id integer primary key, n integer, kind text, at integer, sequence integer, previous text,
    hash text, text_hash text, salt text))";

constexpr const char *kLeadsOfStep = R"(
select n, id, plumber, reason, substr(id, 1, 24) || '5' || substr(tail, 2), created, assigned, accepted, completed
    from demo_lead order by n)";

constexpr const char *kInsertLine = R"(
insert into demo_line (n, kind, at, sequence, previous, hash, text_hash, salt) values (?, ?, ?, ?, ?, ?, ?, ?))";

// At once: each statement that adds to a table with growing ids also reads and writes the newest one.
constexpr const char *kInsertLines = R"(
insert into lead_events (lead_id, kind, actor, at, plumber_id, note, sequence, previous_hash, hash, text_hash, text_salt)
    select l.id, h.kind, 'server', h.at, iif(h.sequence > 1, l.plumber, null), iif(h.salt is null, null, l.reason),
        h.sequence, h.previous, h.hash, h.text_hash, h.salt
    from demo_line h cross join demo_lead l on l.n = h.n)";

QString textOf(sqlite3_stmt *row, int column)
{
    return QString::fromUtf8(reinterpret_cast<const char *>(sqlite3_column_text(row, column)),
                             sqlite3_column_bytes(row, column));
}

/// SQLite keeps a copy. An empty text is null.
void bind(sqlite3_stmt *statement, int place, const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    sqlite3_bind_text(statement, place, text.isEmpty() ? nullptr : utf8.constData(), int(utf8.size()),
                      SQLITE_TRANSIENT);
}

} // namespace

BulkHistory::BulkHistory(embedded::Database &database) : m_database(database)
{
    run(kLinesTable);
    m_leads = prepared(kLeadsOfStep);
    m_insert = prepared(kInsertLine);
}

BulkHistory::~BulkHistory() = default;

void BulkHistory::Closing::operator()(sqlite3_stmt *statement) const
{
    sqlite3_finalize(statement);
}

void BulkHistory::run(const char *sql)
{
    (void)m_database.run(embedded::Sql{QString::fromLatin1(sql), {}});
}

void BulkHistory::check(bool isFine) const
{
    if (!isFine)
        throw embedded::DatabaseError{QString::fromUtf8(sqlite3_errmsg(m_database.handle()))};
}

BulkHistory::Statement BulkHistory::prepared(const char *sql)
{
    sqlite3_stmt *statement = nullptr;
    check(sqlite3_prepare_v3(m_database.handle(), sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) ==
          SQLITE_OK);
    return Statement(statement);
}

void BulkHistory::addLines()
{
    run("delete from demo_line");
    int step = SQLITE_ROW;
    while ((step = sqlite3_step(m_leads.get())) == SQLITE_ROW)
        addLinesOfLead();
    sqlite3_reset(m_leads.get());
    check(step == SQLITE_DONE);
    run(kInsertLines);
}

void BulkHistory::addLinesOfLead()
{
    sqlite3_stmt *lead = m_leads.get();
    HistoryLine line;
    line.leadId = QUuid::fromString(textOf(lead, Id));
    line.actor = QStringLiteral("server");
    line.hash = historyStart(line.leadId);
    add(line, "received", Received);
    if (sqlite3_column_type(lead, Plumber) != SQLITE_NULL)
        line.plumberId = QUuid::fromString(textOf(lead, Plumber));
    if (line.plumberId)
        add(line, "assigned", Assigned);
    add(line, "accepted", Accepted);
    if (sqlite3_column_type(lead, Completed) == SQLITE_NULL)
        return;
    line.note = textOf(lead, Reason);
    line.textSalt = QUuid::fromString(textOf(lead, Salt));
    line.textHash = historyTextHash(line);
    add(line, "completed", Completed);
}

/// Nothing if that never happened. `line` is the one before, and becomes the new one.
void BulkHistory::add(HistoryLine &line, const char *kind, int timeColumn)
{
    if (sqlite3_column_type(m_leads.get(), timeColumn) == SQLITE_NULL)
        return;
    line.at = Timestamp{sqlite3_column_int64(m_leads.get(), timeColumn)};
    line.kind = QString::fromLatin1(kind);
    line.previousHash = line.hash;
    ++line.sequence;
    line.hash = historyHash(line);
    sqlite3_stmt *insert = m_insert.get();
    sqlite3_bind_int64(insert, 1, sqlite3_column_int64(m_leads.get(), Number));
    sqlite3_bind_text(insert, 2, kind, -1, SQLITE_STATIC);
    sqlite3_bind_int64(insert, 3, line.at.micros);
    sqlite3_bind_int(insert, 4, line.sequence);
    bind(insert, 5, line.previousHash);
    bind(insert, 6, line.hash);
    bind(insert, 7, line.textHash);
    bind(insert, 8, line.textSalt ? line.textSalt->toString(QUuid::WithoutBraces) : QString());
    const int step = sqlite3_step(insert);
    sqlite3_reset(insert);
    check(step == SQLITE_DONE);
}

} // namespace pl::demo
