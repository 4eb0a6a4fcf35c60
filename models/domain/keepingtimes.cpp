#include "models/domain/keepingtimes.h"

#include "models/base/jsonmember.h"

namespace pl {
namespace {

struct Member
{
    const char *name;
    int KeepingTimes::*days;
};

constexpr Member kMembers[] = {{"leads", &KeepingTimes::leads},       {"proof", &KeepingTimes::proof},
                               {"messages", &KeepingTimes::messages}, {"bodies", &KeepingTimes::bodies},
                               {"journal", &KeepingTimes::journal},   {"activity", &KeepingTimes::activity}};

bool isFitting(const nlohmann::json &days)
{
    return days.is_number_integer() && days.get<qint64>() >= KeepingTimes::kLeast &&
           days.get<qint64>() <= KeepingTimes::kMost;
}

QDate dayOf(const nlohmann::json &value)
{
    return QDate::fromString(jsonText(value), Qt::ISODate);
}

} // namespace

nlohmann::json KeepingTimes::toJson() const
{
    nlohmann::json value = nlohmann::json::object();
    for (const Member &member : kMembers)
        value[member.name] = this->*member.days;
    if (begins.isValid())
        value["begins"] = pl::toJson(begins.toString(Qt::ISODate));
    return value;
}

KeepingTimes KeepingTimes::fromJson(const nlohmann::json &value)
{
    KeepingTimes times;
    for (const Member &member : kMembers)
        if (const nlohmann::json days = jsonMember(value, member.name); isFitting(days))
            times.*member.days = days.get<int>();
    times.begins = dayOf(jsonMember(value, "begins"));
    return times;
}

nlohmann::json KeepingForecast::toJson() const
{
    return {{"computed_at", pl::toJson(computedAt.toString())},
            {"day", pl::toJson(day.toString(Qt::ISODate))},
            {"leads", leads},
            {"messages", messages},
            {"bodies", bodies},
            {"activity", activity}};
}

Result<KeepingForecast> KeepingForecast::fromJson(const nlohmann::json &value)
{
    JsonReader r(value);
    KeepingForecast forecast;
    forecast.computedAt = r.timestamp("computed_at");
    forecast.day = r.optionalDate("day").value_or(QDate());
    forecast.leads = r.integerOr("leads", 0);
    forecast.messages = r.integerOr("messages", 0);
    forecast.bodies = r.integerOr("bodies", 0);
    forecast.activity = r.integerOr("activity", 0);
    return r.finish(forecast);
}

} // namespace pl
