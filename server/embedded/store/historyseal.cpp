#include "server/embedded/store/historyseal.h"

#include "models/domain/historychain.h"

#include <vector>

namespace pl::embedded {
namespace {

/// Of a table with many lines, so many at a time are in memory.
constexpr int kAtOnce = 1000;

struct NewLine
{
    qint64 id;
    HistoryLine line;
};

QString text(const Rows &rows, int column)
{
    return rows.value(column).toString();
}

std::optional<QString> optionalText(const Rows &rows, int column)
{
    return rows.isNull(column) ? std::nullopt : std::optional(text(rows, column));
}

NewLine lineOf(const Rows &rows)
{
    NewLine found{rows.value(0).toLongLong(), {}};
    found.line.leadId = QUuid::fromString(text(rows, 1));
    found.line.at = Timestamp{rows.value(2).toLongLong()};
    found.line.kind = text(rows, 3);
    found.line.actor = text(rows, 4);
    if (!rows.isNull(5))
        found.line.plumberId = QUuid::fromString(text(rows, 5));
    found.line.note = optionalText(rows, 6);
    found.line.detail = optionalText(rows, 7);
    return found;
}

std::vector<NewLine> linesBehind(Database &database, qint64 id)
{
    Rows rows = database.run(Sql::lit("select id, lead_id, at, kind, actor, plumber_id, note, detail from lead_events"
                                      " where id > ") +
                             Sql::value(id) + Sql::lit(" order by id limit ") + Sql::value(kAtOnce));
    std::vector<NewLine> lines;
    while (rows.next())
        lines.push_back(lineOf(rows));
    return lines;
}

void putBehindNewest(Database &database, HistoryLine &line)
{
    Rows newest = database.run(Sql::lit("select sequence, hash from lead_events where lead_id = ") +
                               Sql::value(line.leadId.toString(QUuid::WithoutBraces)) +
                               Sql::lit(" and sequence is not null order by sequence desc limit 1"));
    const bool isFirst = !newest.next();
    line.sequence = isFirst ? 1 : newest.value(0).toInt() + 1;
    line.previousHash = isFirst ? historyStart(line.leadId) : text(newest, 1);
}

QVariant nullIfEmpty(const QString &text)
{
    return text.isEmpty() ? QVariant() : QVariant(text);
}

void seal(Database &database, NewLine found)
{
    HistoryLine &line = found.line;
    putBehindNewest(database, line);
    if (line.note || line.detail) {
        line.textSalt = QUuid::createUuid();
        line.textHash = historyTextHash(line);
    }
    const QString salt = line.textSalt ? line.textSalt->toString(QUuid::WithoutBraces) : QString();
    database.run(Sql::lit("update lead_events set sequence = ") + Sql::value(line.sequence) +
                 Sql::lit(", previous_hash = ") + Sql::value(line.previousHash) + Sql::lit(", hash = ") +
                 Sql::value(historyHash(line)) + Sql::lit(", text_hash = ") + Sql::value(nullIfEmpty(line.textHash)) +
                 Sql::lit(", text_salt = ") + Sql::value(nullIfEmpty(salt)) + Sql::lit(" where id = ") +
                 Sql::value(found.id));
}

} // namespace

qint64 newestHistoryLine(Database &database)
{
    return database.value(Sql::lit("select max(id) from lead_events")).toLongLong();
}

void sealHistory(Database &database, qint64 behind)
{
    for (;;) {
        const std::vector<NewLine> lines = linesBehind(database, behind);
        for (const NewLine &line : lines)
            seal(database, line);
        if (lines.size() < kAtOnce)
            return;
        behind = lines.back().id;
    }
}

} // namespace pl::embedded
