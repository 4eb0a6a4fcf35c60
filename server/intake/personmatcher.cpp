#include "server/intake/personmatcher.h"

#include "models/base/jsonmember.h"

namespace pl::intake {

namespace {

constexpr qint64 kWindowSeconds = 30 * 24 * 3600;
// PostgREST's gateways accept 8 KiB of request line; half a KiB is reserved for everything but the values.
constexpr qsizetype kValueBytes = 7500;

/// Common spellings of one address: stores compare exactly, and phone keyboards tend to capitalize the first letter.
QStringList spellings(const QString &email)
{
    const QString small = email.toLower();
    return {email, small, small.left(1).toUpper() + small.mid(1)};
}

bool holds(const nlohmann::json &row, const char *column, bool value)
{
    return jsonMember(row, column) == nlohmann::json(value);
}

/// A person is the same one only if the service is the same, too.
bool isComparable(const nlohmann::json &row)
{
    return !jsonText(row, "service_needed").isEmpty() && !holds(row, "is_test", true);
}

/// A value's length in a list: percent-encoded, in encoded quotes, plus a comma.
qsizetype bytesInQuery(const QString &value)
{
    return value.toUtf8().toPercentEncoding().size() + 7;
}

Timestamp earliestTime(const std::vector<nlohmann::json> &rows)
{
    Timestamp earliest = Timestamp::now();
    for (const auto &row : rows)
        earliest = std::min(earliest, PersonMatcher::createdAt(row).value_or(earliest));
    return earliest;
}

void addQueries(QList<supabase::Query> &queries, const QByteArray &column, QStringList values, Timestamp since)
{
    values.removeDuplicates();
    while (!values.isEmpty()) {
        qsizetype many = 0;
        for (qsizetype bytes = 0; many < values.size(); ++many)
            if (bytes += bytesInQuery(values.at(many)); bytes > kValueBytes && many > 0)
                break;
        const QStringList some = values.first(many);
        values.remove(0, many);
        queries.append(supabase::Query("leads")
                           .select(PersonMatcher::columns())
                           .in(column, some)
                           .gte("created_at", since)
                           .gte("updated_at", since) // implied, and indexed
                           .order("created_at"));
    }
}

} // namespace

QByteArray PersonMatcher::columns()
{
    return "id,email,phone_number,service_needed,created_at,duplicate_of,is_test,has_real_phone";
}

QList<supabase::Query> PersonMatcher::queries(const std::vector<nlohmann::json> &rows)
{
    QStringList phones;
    QStringList emails;
    for (const auto &row : rows) {
        if (const QString phone = phoneOf(row); !phone.isEmpty())
            phones += phone;
        if (const QString email = emailOf(row); !email.isEmpty())
            emails += spellings(email);
    }
    const Timestamp since = earliestTime(rows).addSeconds(-kWindowSeconds);
    QList<supabase::Query> queries;
    addQueries(queries, "phone_number", phones, since);
    addQueries(queries, "email", emails, since);
    return queries;
}

std::optional<Timestamp> PersonMatcher::createdAt(const nlohmann::json &row)
{
    return Timestamp::parse(jsonText(row, "created_at"));
}

/// Empty if it can't tell whether somebody else's is the same; so is emailOf.
QString PersonMatcher::phoneOf(const nlohmann::json &row)
{
    return isComparable(row) && !holds(row, "has_real_phone", false) ? jsonText(row, "phone_number") : QString();
}

QString PersonMatcher::emailOf(const nlohmann::json &row)
{
    return isComparable(row) ? jsonText(row, "email") : QString();
}

QStringList PersonMatcher::keysOf(const nlohmann::json &row)
{
    QStringList keys;
    const QString service = jsonText(row, "service_needed");
    if (const QString phone = phoneOf(row); !phone.isEmpty())
        keys += QLatin1Char('p') + phone + QChar::LineFeed + service;
    if (const QString email = emailOf(row); !email.isEmpty())
        keys += QLatin1Char('e') + email.toLower() + QChar::LineFeed + service;
    return keys;
}

void PersonMatcher::remember(const nlohmann::json &row)
{
    const auto at = createdAt(row);
    const QUuid id = QUuid::fromString(jsonText(row, "id"));
    if (!at || id.isNull())
        return;
    const QUuid original = QUuid::fromString(jsonText(row, "duplicate_of"));
    for (const QString &key : keysOf(row))
        m_byKey[key].append({id, original.isNull() ? id : original, *at});
}

void PersonMatcher::learn(const nlohmann::json &rows)
{
    for (const auto &row : rows)
        if (row.is_object())
            remember(row);
}

void PersonMatcher::learn(const std::vector<nlohmann::json> &linked)
{
    for (const auto &row : linked)
        remember(row);
}

std::optional<PersonMatcher::Lead> PersonMatcher::earliest(const nlohmann::json &row) const
{
    const QUuid own = QUuid::fromString(jsonText(row, "id"));
    const Timestamp at = createdAt(row).value_or(Timestamp::now());
    std::optional<Lead> earliest;
    for (const QString &key : keysOf(row))
        for (const Lead &lead : m_byKey.value(key)) {
            const bool isBefore = lead.id != own && lead.original != own && lead.at <= at;
            if (isBefore && lead.at.secondsTo(at) <= kWindowSeconds && (!earliest || lead.at < earliest->at))
                earliest = lead;
        }
    return earliest;
}

void PersonMatcher::link(std::vector<nlohmann::json> &rows)
{
    for (auto &row : rows) {
        const auto found = earliest(row);
        row["duplicate_of"] =
            found ? nlohmann::json(found->original.toString(QUuid::WithoutBraces).toStdString()) : nlohmann::json();
        remember(row);
    }
}

} // namespace pl::intake
