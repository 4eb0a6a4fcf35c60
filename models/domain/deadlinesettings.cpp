#include "models/domain/deadlinesettings.h"

#include "models/domain/dispatchsettings.h"

namespace pl {
namespace {

const QString kTimesToAssign = QStringLiteral("sla_minutes");
const QString kChargeRule = QStringLiteral("charge_when");
const QString kUndoTime = QStringLiteral("grace_seconds");

constexpr std::array kByUrgency{Urgency::Day, Urgency::Week, Urgency::Month};

bool isBetween(const nlohmann::json &value, qint64 least, qint64 most)
{
    return value.is_number_integer() && value.get<qint64>() >= least && value.get<qint64>() <= most;
}

/// All three must fit.
void readMinutes(const nlohmann::json &value, qint64 (&minutes)[3])
{
    qint64 read[3] = {};
    for (const Urgency urgency : kByUrgency) {
        const std::string name = enumText(urgency);
        if (!value.is_object() || !value.contains(name) || !isBetween(value[name], 1, std::numeric_limits<int>::max()))
            return;
        read[static_cast<int>(urgency)] = value[name].get<qint64>();
    }
    std::copy(std::begin(read), std::end(read), std::begin(minutes));
}

} // namespace

QStringList DeadlineSettings::keys()
{
    return {kTimesToAssign, kChargeRule, kUndoTime};
}

nlohmann::json DeadlineSettings::value(const QString &key) const
{
    if (key == kChargeRule)
        return chargesWhenAccepted ? "accepted" : "assigned";
    if (key == kUndoTime)
        return graceSeconds;
    nlohmann::json minutes = nlohmann::json::object();
    for (const Urgency urgency : kByUrgency)
        minutes[enumText(urgency)] = minutesToAssign[static_cast<int>(urgency)];
    return minutes;
}

void DeadlineSettings::read(const QString &key, const nlohmann::json &value)
{
    if (key == kTimesToAssign)
        readMinutes(value, minutesToAssign);
    else if (key == kChargeRule)
        chargesWhenAccepted = value == "accepted";
    else if (key == kUndoTime && isBetween(value, 0, DispatchSettings::kLongestGrace))
        graceSeconds = value.get<int>();
}

} // namespace pl
