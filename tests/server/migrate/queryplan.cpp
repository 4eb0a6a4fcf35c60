#include "tests/server/migrate/queryplan.h"

#include "tests/server/migrate/officedatabase.h"

#include <QRegularExpression>

#include <cmath>

namespace pl::test {

namespace {

using nlohmann::json;

constexpr qint64 kLargeTable = 10'000;
constexpr qint64 kTimesGiven = 10;
/// What nobody notices, whatever the answer.
constexpr qint64 kFewRows = 100;
constexpr qint64 kRowsAtHand = 2'000;
constexpr qint64 kFewPages = 1'000;
/// A row, its way through an index of four levels, and the same for two embedded ones; and again for its writing.
constexpr qint64 kPagesARow = 40;
constexpr double kPatienceMs = 1'000;

QString textOf(const json &node, const char *name)
{
    return QString::fromStdString(node.value(name, std::string()));
}

/// A number that PostgreSQL gives as the average of a node's loops.
qint64 inAll(const json &node, const char *name)
{
    return std::llround(node.value(name, 0.0) * node.value("Actual Loops", 0.0));
}

QString nameOf(const json &node)
{
    QStringList words{textOf(node, "Node Type")};
    for (const char *name : {"Index Name", "Relation Name"})
        if (node.contains(name)) {
            words += textOf(node, name);
            break;
        }
    return words.join(u' ');
}

/// The first scan of the statement itself: what is computed for the policies stands before it.
QString topOf(const json &node)
{
    if (textOf(node, "Subplan Name").startsWith(u"InitPlan"))
        return {};
    if (node.contains("Relation Name") && textOf(node, "Node Type").contains(u"Scan"))
        return nameOf(node);
    for (const json &child : node.value("Plans", json::array()))
        if (const QString top = topOf(child); !top.isEmpty())
            return top;
    return {};
}

/// The first rows that come are read by a sequential scan, too, which is no scan of all: it has no filter but a
/// policy's, which lets everything through.
bool isBeginning(const json &node)
{
    const QString filter = textOf(node, "Filter");
    return node.value("Actual Loops", 0.0) == 1 && inAll(node, "Actual Rows") <= kFewRows &&
           inAll(node, "Rows Removed by Filter") == 0 && (filter.isEmpty() || filter.startsWith(u"($"));
}

class PlanReader
{
public:
    PlanReader(QueryPlan &plan, const QHash<QString, qint64> &rowsByTable) : m_plan(plan), m_rowsByTable(rowsByTable) {}

    void read(const json &explained)
    {
        const json &root = explained.at("Plan");
        m_plan.pages = root.value("Shared Hit Blocks", qint64(0)) + root.value("Shared Read Blocks", qint64(0));
        m_plan.ms = explained.value("Execution Time", 0.0);
        m_plan.top = topOf(root);
        countGiven(root);
        visit(root);
        const qint64 maxPages = kFewPages + kPagesARow * m_plan.given;
        if (m_plan.pages > maxPages)
            fault(QStringLiteral("reads %1 pages for %2 rows").arg(m_plan.pages).arg(m_plan.given));
        if (m_plan.ms > kPatienceMs)
            fault(QStringLiteral("takes %1 ms").arg(m_plan.ms));
    }

private:
    void fault(const QString &sentence) { m_plan.faults += sentence; }

    /// PostgREST's statement gathers the rows of the answer into one, and counts others the same way.
    void countGiven(const json &node)
    {
        for (const json &child : node.value("Plans", json::array())) {
            if (textOf(node, "Node Type") == u"Aggregate" && textOf(child, "Parent Relationship") == u"Outer")
                m_plan.given += inAll(child, "Actual Rows");
            countGiven(child);
        }
    }

    void visit(const json &node)
    {
        checkScan(node);
        checkFilter(node);
        checkPolicies(node);
        if (textOf(node, "Parent Relationship") == u"SubPlan" && node.value("Actual Loops", 0.0) > double(kFewRows))
            fault(QStringLiteral("asks a subselect for each row: %1").arg(nameOf(node)));
        for (const json &child : node.value("Plans", json::array()))
            visit(child);
    }

    void checkScan(const json &node)
    {
        const bool isLarge = m_rowsByTable.value(textOf(node, "Relation Name")) > kLargeTable;
        if (isLarge && textOf(node, "Node Type") == u"Seq Scan" && !isBeginning(node))
            fault(QStringLiteral("scans all of %1").arg(textOf(node, "Relation Name")));
        const bool isRead = node.contains("Relation Name") || node.contains("Index Name");
        const qint64 rows = inAll(node, "Actual Rows");
        if (isRead && textOf(node, "Node Type").contains(u"Scan") && rows > kRowsAtHand + kTimesGiven * m_plan.given)
            fault(QStringLiteral("%1 reads %2 rows for %3").arg(nameOf(node)).arg(rows).arg(m_plan.given));
    }

    void checkFilter(const json &node)
    {
        qint64 removed = 0;
        for (const char *name :
             {"Rows Removed by Filter", "Rows Removed by Index Recheck", "Rows Removed by Join Filter"})
            removed += inAll(node, name);
        m_plan.removed += removed;
        const qint64 given = inAll(node, "Actual Rows");
        if (removed > kFewRows + kTimesGiven * std::max<qint64>(given, 1))
            fault(QStringLiteral("%1 removes %2 rows and gives %3").arg(nameOf(node)).arg(removed).arg(given));
    }

    /// A policy's function that stands bare is computed for each row; in `(select f())` it is a parameter here.
    void checkPolicies(const json &node)
    {
        static const QRegularExpression function(QStringLiteral("\\b(is_office|is_admin|app_role|current_setting)\\("));
        for (const char *name : {"Filter", "Join Filter", "Recheck Cond", "Index Cond", "Hash Cond"})
            if (textOf(node, name).contains(function))
                fault(QStringLiteral("%1 asks who is asking for each row").arg(nameOf(node)));
    }

    QueryPlan &m_plan;
    const QHash<QString, qint64> &m_rowsByTable;
};

Result<json> explanation(migrate::PostgresConnection &connection, const QString &who, const QString &statement,
                         const QString &before)
{
    for (const QString &first :
         {before, QStringLiteral("set local session_replication_role = replica"), QStringLiteral("set local jit = off"),
          QStringLiteral("set local max_parallel_workers_per_gather = 0")})
        if (const auto done = first.isEmpty() ? Result<>() : connection.run(first); !done)
            return done.error();
    if (const auto became = becomeCaller(connection, who); !became)
        return became.error();
    const auto rows =
        connection.rows(QStringLiteral("explain (analyze, buffers, timing off, summary, format json) ") + statement);
    if (!rows)
        return rows.error();
    return json::parse(rows->first().first().toString().toStdString(), nullptr, false);
}

} // namespace

QueryPlan QueryPlan::of(const json &explained, const QHash<QString, qint64> &rowsByTable)
{
    QueryPlan plan;
    PlanReader(plan, rowsByTable).read(explained.at(0));
    return plan;
}

QString QueryPlan::text() const
{
    return QStringLiteral("%1 ms, %2 rows, %3 removed, %4 pages, %5")
        .arg(ms, 8, 'f', 1)
        .arg(given, 5)
        .arg(removed, 6)
        .arg(pages, 6)
        .arg(top.isEmpty() ? QStringLiteral("no scan") : top);
}

QHash<QString, qint64> rowsByTable(migrate::PostgresConnection &connection)
{
    QHash<QString, qint64> counts;
    const auto rows = connection.rows(QStringLiteral("select relname, reltuples::bigint from pg_class where relkind = "
                                                     "'r' and relnamespace = 'public'::regnamespace"));
    if (rows)
        for (const QVariantList &row : *rows)
            counts.insert(row.at(0).toString(), row.at(1).toLongLong());
    return counts;
}

Result<QueryPlan> explain(migrate::PostgresConnection &connection, const QString &who, const QString &statement,
                          const QString &before)
{
    const auto counts = rowsByTable(connection);
    if (const auto begun = connection.run(QStringLiteral("begin")); !begun)
        return begun.error();
    const auto explained = explanation(connection, who, statement, before);
    if (const auto ended = connection.run(QStringLiteral("rollback")); !ended)
        return ended.error();
    return explained.transform([&counts](const json &plan) { return QueryPlan::of(plan, counts); });
}

} // namespace pl::test
