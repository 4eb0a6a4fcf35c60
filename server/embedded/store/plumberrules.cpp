#include "server/embedded/store/plumberrules.h"

#include <QRegularExpression>

#include <nlohmann/json.hpp>

namespace pl::embedded {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxZips = 200;
constexpr std::size_t kMaxSpans = 6;

bool isText(const json &value, const QRegularExpression &form)
{
    return value.is_string() && form.match(QString::fromStdString(value.get<std::string>())).hasMatch();
}

bool areZips(const json &list)
{
    static const QRegularExpression zip(QStringLiteral("\\A[0-9]{5}\\z"));
    return list.is_array() && list.size() <= kMaxZips &&
           std::all_of(list.begin(), list.end(), [](const json &item) { return isText(item, zip); });
}

bool isSpan(const json &span)
{
    static const QRegularExpression begin(QStringLiteral("\\A([01][0-9]|2[0-3]):[0-5][0-9]\\z"));
    static const QRegularExpression end(QStringLiteral("\\A(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)\\z"));
    return span.is_array() && span.size() == 2 && isText(span[0], begin) && isText(span[1], end) && span[0] < span[1];
}

bool isDay(const json &spans)
{
    if (!spans.is_array() || spans.size() > kMaxSpans || !std::all_of(spans.begin(), spans.end(), isSpan))
        return false;
    for (std::size_t i = 1; i < spans.size(); ++i)
        if (spans[i][0] < spans[i - 1][1])
            return false;
    return true;
}

bool areHours(const json &hours)
{
    static constexpr std::array days{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    if (!hours.is_object())
        return false;
    for (const auto &[name, spans] : hours.items())
        if (std::find(days.begin(), days.end(), name) == days.end() || !isDay(spans))
            return false;
    return true;
}

json parsed(const QVariant &value)
{
    return json::parse(value.toString().toStdString(), nullptr, false);
}

} // namespace

void verifyPlumber(const Caller &caller, NamedRow *before, NamedRow &row, qint64 now)
{
    const bool wasVerified = before && !(*before)["verified_at"].isNull();
    if (row["verified_at"].isNull()) {
        row["verified_by"] = QVariant();
    } else if (wasVerified) {
        row["verified_at"] = (*before)["verified_at"];
        row["verified_by"] = (*before)["verified_by"];
    } else {
        row["verified_at"] = now;
        row["verified_by"] = caller.email.isEmpty() ? QStringLiteral("server") : caller.email;
    }
}

void checkPlumber(const Table &table, Record &values)
{
    if (table.name != u"plumbers")
        return;
    NamedRow row(table, values);
    if (!row["zip_codes"].isNull() && !areZips(parsed(row["zip_codes"])))
        refuse("zip_codes must be at most 200 ZIP codes of five digits");
    if (!row["work_hours"].isNull() && !areHours(parsed(row["work_hours"])))
        refuse("work_hours must be days with hours in order");
}

} // namespace pl::embedded
