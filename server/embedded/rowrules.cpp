#include "server/embedded/rowrules.h"

#include "server/embedded/resterror.h"

namespace pl::embedded {
namespace {

/// A record's values by the names of their columns.
class Row
{
public:
    Row(const Table &table, Record &values) : m_table(table), m_values(values) {}
    QVariant &operator[](const char *column) { return m_values[m_table.indexOf(QLatin1StringView(column))]; }
    bool has(const char *column) const { return m_table.column(QLatin1StringView(column)) != nullptr; }
    bool is(const char *column, QStringView text)
    {
        const QVariant &value = (*this)[column];
        return !value.isNull() && value.toString() == text;
    }

private:
    const Table &m_table;
    Record &m_values;
};

bool distinct(const QVariant &a, const QVariant &b)
{
    return a.isNull() != b.isNull() || (!a.isNull() && a != b);
}

void settleStatus(Row &row, qint64 now)
{
    if (!row["assigned_plumber_id"].isNull() && row.is("status", u"new"))
        row["status"] = QStringLiteral("assigned");
    if (row.is("status", u"completed") && row["completed_at"].isNull())
        row["completed_at"] = now;
    if (!row["status"].isNull() && !row.is("status", u"completed"))
        row["completed_at"] = QVariant();
    if (!row.is("status", u"new"))
        row["attention"] = QVariant();
}

void changeLead(Row &before, Row &row, qint64 now)
{
    if (distinct(before["assigned_plumber_id"], row["assigned_plumber_id"])) {
        const bool assigned = !row["assigned_plumber_id"].isNull();
        row["assigned_at"] = assigned ? QVariant(now) : QVariant();
        row["accepted_at"] = QVariant();
        // The reasons for the plumber before are none for this one.
        if (!distinct(before["decision"], row["decision"]))
            row["decision"] = QVariant();
        if (!assigned && !distinct(before["attention"], row["attention"]))
            row["attention"] = QStringLiteral("returned");
    } else {
        row["assigned_at"] = before["assigned_at"];
        row["decision"] = before["decision"];
    }
    settleStatus(row, now);
}

/// An admin may ask for a refund of a payment that succeeded, or for another try of one that failed; all else about
/// money is the server's to write.
void guardPayment(const Table &table, const Caller &caller, const Record &before, const Record &after)
{
    if (caller.bypassesPolicies())
        return;
    const qsizetype status = table.indexOf(QStringLiteral("status"));
    const QString from = before[status].toString();
    const QString to = after[status].toString();
    bool allowed = (from == u"succeeded" && to == u"refund_requested") || (from == u"failed" && to == u"pending");
    for (qsizetype i = 0; i < before.size(); ++i) {
        const QString &name = table.columns[size_t(i)].name;
        const bool free = i == status || name == u"refund_reason" || name == u"refund_requested_cents" ||
                          name == u"updated_at" || name == u"version";
        allowed = allowed && (free || !distinct(before[i], after[i]));
    }
    if (!allowed)
        throw RestError::postgres(
            QStringLiteral("P0001"),
            QStringLiteral("only a refund of a succeeded payment or a retry of a failed one can be requested"));
}

} // namespace

void beforeInsert(const Table &table, Record &values, qint64 now)
{
    if (table.name != u"leads")
        return;
    Row row(table, values);
    if (!row["assigned_plumber_id"].isNull())
        row["assigned_at"] = now;
    settleStatus(row, now);
}

void beforeUpdate(const Table &table, const Caller &caller, const Record &before, Record &values, qint64 now)
{
    if (table.name == u"payments")
        guardPayment(table, caller, before, values);
    Record old = before;
    Row was(table, old);
    Row row(table, values);
    if (row.has("version")) {
        row["updated_at"] = now;
        row["version"] = was["version"].toLongLong() + 1;
    }
    if (table.name == u"leads")
        changeLead(was, row, now);
}

} // namespace pl::embedded
