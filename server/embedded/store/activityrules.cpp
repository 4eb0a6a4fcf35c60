#include "server/embedded/store/activityrules.h"

#include "server/embedded/store/namedrow.h"
#include "server/embedded/store/pgvalue.h"

namespace pl::embedded {
namespace {

/// A setting's value of more bytes is left out of its line.
constexpr qsizetype kMaxToldBytes = 1000;

/// changed_fields(): what is the server's, or has a line of its own.
const QStringList &untoldColumns()
{
    static const QStringList columns =
        QStringLiteral("id created_at updated_at version edited_at import_id withdrawn_at stripe_customer_id "
                       "payment_ready verified_at verified_by key_prefix old_key_hash old_key_until")
            .split(u' ');
    return columns;
}

/// A row before and after what somebody did to it.
class ChangedRow
{
public:
    ChangedRow(const Table &table, const Record *before, const Record *after)
        : m_table(table), m_before(before), m_after(after)
    {
    }
    bool isNew() const { return !m_before; }
    bool isGone() const { return !m_after; }
    /// Null where there is no row or no such column.
    QVariant was(const char *column) const { return valueIn(m_before, column); }
    QVariant is(const char *column) const { return valueIn(m_after, column); }
    /// Of the row as it is, or as it was when it is gone.
    QVariant known(const char *column) const { return isGone() ? was(column) : is(column); }
    bool becomes(const char *column, QStringView text) const
    {
        return is(column).toString() == text && was(column).toString() != text;
    }
    /// As JSON.
    QByteArray told(const char *column, const QVariant &value) const
    {
        return valueToJson(m_table.columns[size_t(m_table.indexOf(QLatin1StringView(column)))].type, value);
    }
    /// The changed columns that are worth a line, by name.
    QStringList fields() const
    {
        QStringList names;
        for (qsizetype i = 0; m_before && m_after && i < m_before->size(); ++i)
            if (const QString &name = m_table.columns[size_t(i)].name;
                isDistinct(m_before->at(i), m_after->at(i)) && !untoldColumns().contains(name))
                names += name;
        names.sort();
        return names;
    }

private:
    QVariant valueIn(const Record *row, const char *column) const
    {
        const qsizetype at = m_table.indexOf(QLatin1StringView(column));
        return row && at >= 0 ? row->at(at) : QVariant();
    }

    const Table &m_table;
    const Record *m_before;
    const Record *m_after;
};

struct Line
{
    const char *kind;
    QVariant subject = {};
    QByteArray detail = {}; ///< JSON; empty: null
    QVariant lead = {};
    QVariant plumber = {};
    bool adminOnly = true;
};

QByteArray listed(const QStringList &fields)
{
    return fields.isEmpty() ? QByteArrayLiteral("[]") : "[\"" + fields.join(QStringLiteral("\",\"")).toUtf8() + "\"]";
}

QByteArray withFields(const QStringList &fields)
{
    return "{\"fields\":" + listed(fields) + '}';
}

QByteArray beforeAndAfter(const ChangedRow &row, const char *column, const QByteArray &more = {})
{
    return "{\"before\":" + row.told(column, row.was(column)) + ",\"after\":" + row.told(column, row.is(column)) +
           more + '}';
}

QList<Line> aboutPlumber(const ChangedRow &row)
{
    if (!row.is("withdrawn_at").isNull())
        return {}; // the import's undo has a line
    const QVariant plumber = row.known("id");
    QList<Line> lines;
    const auto add = [&](const char *kind, const QByteArray &detail = {}) {
        lines += Line{.kind = kind, .detail = detail, .plumber = plumber, .adminOnly = false};
    };
    if (row.isNew()) {
        if (row.is("import_id").isNull())
            add("plumber_added");
        return lines;
    }
    if (isDistinct(row.was("verified_at"), row.is("verified_at")))
        add("plumber_verified", row.is("verified_at").isNull() ? R"({"verified":false})" : R"({"verified":true})");
    if (row.becomes("status", u"removed"))
        add("plumber_removed");
    else if (const QStringList fields = row.fields(); !fields.isEmpty())
        add("plumber_changed", withFields(fields));
    return lines;
}

QList<Line> aboutSetting(const ChangedRow &row)
{
    const QVariant key = row.known("key");
    if (!isDistinct(row.was("value"), row.is("value")) || key == QStringLiteral("message_test")) // it names somebody
        return {};
    const bool isShort = std::max(row.was("value").toString().toUtf8().size(),
                                  row.is("value").toString().toUtf8().size()) <= kMaxToldBytes;
    return {Line{
        .kind = "setting_changed", .subject = key, .detail = isShort ? beforeAndAfter(row, "value") : QByteArray()}};
}

QList<Line> aboutService(const ChangedRow &row)
{
    const QStringList fields = row.fields();
    const char *kind = row.isNew() ? "service_added" : row.isGone() ? "service_removed" : "service_changed";
    if (!row.isNew() && !row.isGone() && fields.isEmpty())
        return {};
    return {Line{.kind = kind,
                 .subject = row.known("name"),
                 .detail = beforeAndAfter(row, "price_cents", ",\"fields\":" + listed(fields))}};
}

QList<Line> aboutSource(const ChangedRow &row)
{
    if (row.isNew())
        return {Line{.kind = "source_added", .subject = row.is("name")}};
    const QStringList fields = row.fields();
    if (fields.isEmpty())
        return {};
    return {Line{.kind = "source_changed", .subject = row.is("name"), .detail = withFields(fields)}};
}

QList<Line> aboutImport(const ChangedRow &row)
{
    if (!row.isNew() && !row.becomes("state", u"undone"))
        return {};
    return {Line{.kind = row.isNew() ? "import_begun" : "import_undone",
                 .subject = row.is("file_name"),
                 .detail = "{\"kind\":" + row.told("kind", row.is("kind")) +
                           ",\"total\":" + row.told("total", row.is("total")) + '}'}};
}

QList<Line> aboutView(const ChangedRow &row)
{
    const bool isShared = row.is("shared").toBool() && row.is("deleted_at").isNull();
    if (!isShared || row.was("shared").toBool())
        return {};
    return {Line{.kind = "view_shared", .subject = row.is("name"), .adminOnly = false}};
}

/// What a lead that was taken back gets by itself is told by the lead's history.
QList<Line> aboutPayment(const ChangedRow &row)
{
    if (row.isNew() || !row.becomes("status", u"refund_requested") ||
        row.is("refund_reason") == QStringLiteral("unassigned"))
        return {};
    const QVariant asked = row.is("refund_requested_cents");
    const qint64 cents = asked.isNull() ? row.is("amount_cents").toLongLong() - row.is("refunded_cents").toLongLong()
                                        : asked.toLongLong();
    return {Line{.kind = "refund_requested",
                 .detail = "{\"currency\":" + row.told("currency", row.is("currency")) +
                           ",\"cents\":" + QByteArray::number(cents) + '}',
                 .lead = row.is("lead_id"),
                 .plumber = row.is("plumber_id")}};
}

QList<Line> aboutTemplate(const ChangedRow &row)
{
    return {Line{.kind = "template_changed",
                 .subject = row.known("name"),
                 .detail = "{\"channel\":" + row.told("channel", row.known("channel")) +
                           ",\"language\":" + row.told("language", row.known("language")) + '}'}};
}

QList<Line> aboutRefusal(const ChangedRow &row)
{
    return {Line{.kind = row.isGone() ? "refusal_removed" : "refusal_added",
                 .subject = row.known("channel"),
                 .detail = "{\"way\":" + row.told("way", row.known("way")) + '}',
                 .adminOnly = false}};
}

struct Teller
{
    const char *table;
    QList<Line> (*lines)(const ChangedRow &);
    bool isOfDeletions = false; ///< also of rows that are deleted
};

constexpr Teller kTellers[] = {{"plumbers", &aboutPlumber},
                               {"settings", &aboutSetting, true},
                               {"services", &aboutService, true},
                               {"lead_sources", &aboutSource},
                               {"imports", &aboutImport},
                               {"saved_views", &aboutView},
                               {"payments", &aboutPayment},
                               {"message_templates", &aboutTemplate, true},
                               {"contact_refusals", &aboutRefusal, true}};

void add(Database &database, const Caller &caller, qint64 now, const Line &line)
{
    const QVariant detail =
        line.detail.isEmpty() ? QVariant() : valueFromText(PgType::Jsonb, QString::fromUtf8(line.detail));
    const QList<Sql> values{
        Sql::value(now),       Sql::value(caller.email),          Sql::value(QString::fromLatin1(line.kind)),
        Sql::value(line.lead), Sql::value(line.plumber),          Sql::value(line.subject),
        Sql::value(detail),    Sql::value(line.adminOnly ? 1 : 0)};
    database.run(
        Sql::lit("insert into activity (at, actor, kind, lead_id, plumber_id, subject, detail, admin_only) values (") +
        Sql::joined(values, ", ") + Sql::lit(")"));
}

} // namespace

void noteActivity(Database &database, const Table &table, const Caller &caller, qint64 now, const Record *before,
                  const Record *after)
{
    if (caller.email.isNull())
        return;
    for (const Teller &teller : kTellers)
        if (table.name == QLatin1StringView(teller.table) && (after || teller.isOfDeletions))
            for (const Line &line : teller.lines(ChangedRow(table, before, after)))
                add(database, caller, now, line);
}

} // namespace pl::embedded
