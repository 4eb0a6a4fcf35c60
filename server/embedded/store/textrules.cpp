#include "server/embedded/store/textrules.h"

#include "models/base/visibletext.h"
#include "models/domain/contactrules.h"
#include "server/embedded/store/resterror.h"

namespace pl::embedded {
namespace {

bool isWrittenByPeople(const Table &table)
{
    static const QStringList tables{
        QStringLiteral("plumbers"),           QStringLiteral("leads"),       QStringLiteral("lead_sources"),
        QStringLiteral("services"),           QStringLiteral("settings"),    QStringLiteral("payments"),
        QStringLiteral("billing_exceptions"), QStringLiteral("lead_events"), QStringLiteral("notifications")};
    return tables.contains(table.name);
}

QStringList nameColumns(const Table &table)
{
    if (table.name == u"leads")
        return {QStringLiteral("first_name"), QStringLiteral("last_name"), QStringLiteral("service_needed")};
    if (table.name == u"plumbers")
        return {QStringLiteral("first_name"), QStringLiteral("last_name")};
    return table.name == u"services" ? QStringList{QStringLiteral("name")} : QStringList();
}

void checkPlainName(const QString &column, const QString &name)
{
    const std::u16string_view units(reinterpret_cast<const char16_t *>(name.utf16()), std::size_t(name.size()));
    const bool isEmpty = std::all_of(name.begin(), name.end(), [](QChar c) { return c == u' '; });
    if (isEmpty || hasLink(units))
        throw RestError::postgres(
            QStringLiteral("P0001"),
            column + (isEmpty ? QStringLiteral(" is required") : QStringLiteral(" must not contain a web address")));
}

bool isErased(const Table &table, const Record &values)
{
    const qsizetype erasedAt = table.indexOf(QStringLiteral("erased_at"));
    return erasedAt >= 0 && !values[erasedAt].isNull();
}

} // namespace

void tidyTexts(const Table &table, const Caller &caller, const Record *before, Record &values)
{
    if (!isWrittenByPeople(table))
        return;
    for (QVariant &value : values)
        if (value.userType() == QMetaType::QString && !value.isNull())
            value = withoutInvisible(value.toString());
    if (caller.bypassesPolicies() || isErased(table, values))
        return;
    for (const QString &column : nameColumns(table)) {
        const qsizetype i = table.indexOf(column);
        if (!values[i].isNull() && (!before || (*before)[i] != values[i]))
            checkPlainName(column, values[i].toString());
    }
}

} // namespace pl::embedded
