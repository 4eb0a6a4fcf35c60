#include "server/embedded/store/textrules.h"

#include "models/base/visibletext.h"
#include "models/domain/contactrules.h"
#include "server/embedded/store/pgvalue.h"
#include "server/embedded/store/resterror.h"

namespace pl::embedded {
namespace {

bool isWrittenByPeople(const Table &table)
{
    static const QStringList tables{
        QStringLiteral("plumbers"),           QStringLiteral("leads"),           QStringLiteral("lead_sources"),
        QStringLiteral("services"),           QStringLiteral("settings"),        QStringLiteral("payments"),
        QStringLiteral("billing_exceptions"), QStringLiteral("lead_events"),     QStringLiteral("notifications"),
        QStringLiteral("intake_items"),       QStringLiteral("imports"),         QStringLiteral("saved_views"),
        QStringLiteral("activity"),           QStringLiteral("server_requests"), QStringLiteral("message_templates"),
        QStringLiteral("contact_refusals")};
    return tables.contains(table.name);
}

QStringList nameColumns(const Table &table)
{
    if (table.name == u"leads")
        return {QStringLiteral("first_name"), QStringLiteral("last_name"), QStringLiteral("service_needed"),
                QStringLiteral("street"),     QStringLiteral("city"),      QStringLiteral("state")};
    if (table.name == u"plumbers")
        return {QStringLiteral("first_name"), QStringLiteral("last_name")};
    return table.name == u"services" ? QStringList{QStringLiteral("name")} : QStringList();
}

[[noreturn]] void refuseText(const QString &why)
{
    throw RestError::postgres(QStringLiteral("P0001"), why);
}

bool isOnlyBlanks(const QString &text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c == u' '; });
}

/// A lead may be without a name and a service.
void checkPlainName(const Table &table, const QString &column, const QString &name)
{
    const std::u16string_view units(reinterpret_cast<const char16_t *>(name.utf16()), std::size_t(name.size()));
    if (isOnlyBlanks(name) && table.name != u"leads")
        refuseText(column + QStringLiteral(" is required"));
    if (hasLink(units))
        refuseText(column + QStringLiteral(" must not contain a web address"));
}

/// But not without a way to reach somebody.
void checkReachable(const Table &table, const Record *before, const Record &values)
{
    const qsizetype email = table.indexOf(QStringLiteral("email"));
    const qsizetype phone = table.indexOf(QStringLiteral("phone_number"));
    const bool isNews = !before || (*before)[email] != values[email] || (*before)[phone] != values[phone];
    if (isNews && !values[email].isNull() && !values[phone].isNull() && isOnlyBlanks(values[email].toString()) &&
        isOnlyBlanks(values[phone].toString()))
        refuseText(QStringLiteral("a phone number or an e-mail address is required"));
}

/// What a source sent stays as it came. Without their invisible characters, two names in a document can be the same.
QVariant tidied(const Table &table, const Column &column, const QVariant &value)
{
    if (value.userType() != QMetaType::QString || value.isNull() ||
        (table.name == u"intake_items" && column.name == u"body"))
        return value;
    const QString text = value.toString();
    const QString visible = withoutInvisible(text);
    return column.type == PgType::Jsonb && visible != text ? valueFromText(PgType::Jsonb, visible) : QVariant(visible);
}

/// Erased, or withdrawn with its import: it has no name.
bool isEmptied(const Table &table, const Record &values)
{
    const auto has = [&](const QString &column) {
        const qsizetype at = table.indexOf(column);
        return at >= 0 && !values[at].isNull();
    };
    return has(QStringLiteral("erased_at")) || has(QStringLiteral("withdrawn_at"));
}

} // namespace

void tidyTexts(const Table &table, const Caller &caller, const Record *before, Record &values)
{
    if (!isWrittenByPeople(table))
        return;
    for (qsizetype i = 0; i < values.size(); ++i)
        values[i] = tidied(table, table.columns[size_t(i)], values[i]);
    if (caller.bypassesPolicies() || isEmptied(table, values))
        return;
    for (const QString &column : nameColumns(table)) {
        const qsizetype i = table.indexOf(column);
        if (!values[i].isNull() && (!before || (*before)[i] != values[i]))
            checkPlainName(table, column, values[i].toString());
    }
    if (table.name == u"leads")
        checkReachable(table, before, values);
}

} // namespace pl::embedded
