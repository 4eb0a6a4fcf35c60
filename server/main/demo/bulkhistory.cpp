#include "server/main/demo/bulkhistory.h"

#include <sqlite3.h>

#include <array>

namespace pl::demo {
namespace {

enum LeadColumn { Number, Id, Plumber, Reason, Salt, Received, Assigned, Accepted, Completed };

constexpr std::array kKinds{std::pair(Received, "received"), std::pair(Assigned, "assigned"),
                            std::pair(Accepted, "accepted"), std::pair(Completed, "completed")};

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

void BulkHistory::begin()
{
    Lines lines;
    int step = SQLITE_ROW;
    while ((step = sqlite3_step(m_leads.get())) == SQLITE_ROW)
        readLead(lines);
    sqlite3_reset(m_leads.get());
    check(step == SQLITE_DONE);
    m_lines = std::async(std::launch::async, &BulkHistory::sealed, std::move(lines));
}

/// What happened to it, one line each.
void BulkHistory::readLead(Lines &lines) const
{
    sqlite3_stmt *lead = m_leads.get();
    const auto has = [lead](int column) { return sqlite3_column_type(lead, column) != SQLITE_NULL; };
    Line next{sqlite3_column_int64(lead, Number), {}};
    next.line.leadId = QUuid::fromString(textOf(lead, Id));
    next.line.actor = QStringLiteral("server");
    for (const auto &[column, kind] : kKinds) {
        if (!has(column))
            continue;
        next.line.kind = QString::fromLatin1(kind);
        next.line.at = Timestamp{sqlite3_column_int64(lead, column)};
        ++next.line.sequence;
        if (column != Received && has(Plumber))
            next.line.plumberId = QUuid::fromString(textOf(lead, Plumber));
        if (column == Completed) {
            next.line.note = textOf(lead, Reason);
            next.line.textSalt = QUuid::fromString(textOf(lead, Salt));
        }
        lines.push_back(next);
    }
}

BulkHistory::Lines BulkHistory::sealed(Lines lines)
{
    QString before;
    for (auto &[lead, line] : lines) {
        line.previousHash = line.sequence == 1 ? historyStart(line.leadId) : before;
        if (line.textSalt)
            line.textHash = historyTextHash(line);
        line.hash = before = historyHash(line);
    }
    return lines;
}

void BulkHistory::addLines()
{
    run("delete from demo_line");
    for (const Line &line : m_lines.get())
        add(line);
    run(kInsertLines);
}

void BulkHistory::add(const Line &line)
{
    sqlite3_stmt *insert = m_insert.get();
    sqlite3_bind_int64(insert, 1, line.lead);
    bind(insert, 2, line.line.kind);
    sqlite3_bind_int64(insert, 3, line.line.at.micros);
    sqlite3_bind_int(insert, 4, line.line.sequence);
    bind(insert, 5, line.line.previousHash);
    bind(insert, 6, line.line.hash);
    bind(insert, 7, line.line.textHash);
    bind(insert, 8, line.line.textSalt ? line.line.textSalt->toString(QUuid::WithoutBraces) : QString());
    const int step = sqlite3_step(insert);
    sqlite3_reset(insert);
    check(step == SQLITE_DONE);
}

} // namespace pl::demo
