#include "server/embedded/store/eraserules.h"

#include "models/base/jsonmember.h"
#include "server/embedded/store/namedrow.h"
#include "server/embedded/store/pgvalue.h"

#include <QRegularExpression>

namespace pl::embedded {
namespace {

/// That there was a consent, and when.
QVariant erasedConsent(const QVariant &consent)
{
    if (consent.isNull())
        return {};
    static const QRegularExpression time(
        QStringLiteral("\\A[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.]{5,15}(Z|[+-][0-9:]{2,6})?\\z"));
    const auto json = nlohmann::json::parse(consent.toString().toStdString(), nullptr, false);
    const QString at = jsonText(json, "at");
    return time.match(at).hasMatch() ? QStringLiteral(R"({"at": "%1"})").arg(at) : QStringLiteral("{}");
}

bool isOffered(Database &database, const QVariant &service)
{
    return !database.value(Sql::lit("select 1 from services where name = ") + Sql::value(service)).isNull();
}

} // namespace

void eraseLead(Database &database, const Table &table, const Record &before, Record &values)
{
    if (table.name != u"leads")
        return;
    Record old = before;
    NamedRow was(table, old);
    NamedRow row(table, values);
    if (!was["erased_at"].isNull() || row["erased_at"].isNull() || !row["withdrawn_at"].isNull())
        return; // withdrawLead() empties a withdrawn one
    for (const char *name : {"first_name", "last_name", "email", "phone_number"})
        row[name] = QStringLiteral("");
    for (const char *personal : {"zip_code", "description", "street", "city", "state", "phone_extension", "answers",
                                 "origin", "external_id", "decision"})
        row[personal] = QVariant();
    row["consent"] = erasedConsent(was["consent"]);
    // What the office offers says nothing about anybody; other words may.
    if (!isOffered(database, row["service_needed"]))
        row["service_needed"] = QStringLiteral("");
}

void guardHistory(const Table &table, const Record &before, const Record &row)
{
    if (table.name != u"lead_events")
        return;
    for (qsizetype i = 0; i < row.size(); ++i) {
        const QString &name = table.columns[size_t(i)].name;
        const bool isWords = name == u"note" || name == u"detail" || name == u"text_salt";
        if (isDistinct(before[i], row[i]) && !(isWords && row[i].isNull()))
            refuse("history stays as it was");
    }
}

} // namespace pl::embedded
