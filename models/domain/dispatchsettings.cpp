#include "models/domain/dispatchsettings.h"

namespace pl {
namespace {

constexpr const char *kWeights = "dispatch_weights";
constexpr const char *kCardRequired = "card_required";
constexpr const char *kAutoAssign = "auto_assign";
constexpr const char *kAnswerMinutes = "answer_minutes";
constexpr const char *kGrace = "grace_seconds";
constexpr const char *kTimeZone = "office_time_zone";
constexpr qint64 kLongestAnswer = 60 * 24 * 30;

template <class T>
nlohmann::json perUrgency(const T (&values)[3])
{
    nlohmann::json object = nlohmann::json::object();
    for (int i = 0; i < 3; ++i)
        object[enumText(static_cast<Urgency>(i))] = values[i];
    return object;
}

/// Changes nothing unless all three values fit.
template <class T, class F>
bool readPerUrgency(const nlohmann::json &value, T (&out)[3], F fits)
{
    T read[3] = {};
    for (int i = 0; i < 3; ++i) {
        const std::string name = enumText(static_cast<Urgency>(i));
        if (!value.is_object() || !value.contains(name) || !fits(value[name]))
            return false;
        read[i] = value[name].get<T>();
    }
    std::copy(std::begin(read), std::end(read), std::begin(out));
    return true;
}

bool isMinutes(const nlohmann::json &value)
{
    return value.is_number_integer() && value.get<qint64>() >= 0 && value.get<qint64>() <= kLongestAnswer;
}

bool isGrace(const nlohmann::json &value)
{
    return value.is_number_integer() && value.get<qint64>() >= 0 &&
           value.get<qint64>() <= DispatchSettings::kLongestGrace;
}

Timestamp beginOf(QDate day, const QTimeZone &zone)
{
    return Timestamp::fromMSecs(day.startOfDay(zone).toMSecsSinceEpoch());
}

} // namespace

nlohmann::json RankingWeights::toJson() const
{
    return {{"distance", distance}, {"load", load}, {"accepted", accepted}, {"speed", speed}, {"waiting", waiting}};
}

Result<RankingWeights> RankingWeights::fromJson(const nlohmann::json &value)
{
    JsonReader r(value);
    RankingWeights weights;
    const auto read = [&r](const char *name, int &out) {
        const qint64 number = r.integerOr(name, out);
        if (number < 0 || number > 100)
            r.addError(name, "out_of_range", QStringLiteral("must be between 0 and 100"));
        out = static_cast<int>(number);
    };
    read("distance", weights.distance);
    read("load", weights.load);
    read("accepted", weights.accepted);
    read("speed", weights.speed);
    read("waiting", weights.waiting);
    return r.finish(weights);
}

/// With a slow clock, never longer than the whole grace period.
int DispatchSettings::graceLeft(Timestamp assignedAt, Timestamp now) const
{
    constexpr qint64 kSecond = 1'000'000;
    const qint64 left = assignedAt.addSeconds(graceSeconds).micros - now.micros;
    return left <= 0 ? 0 : static_cast<int>(std::min<qint64>((left + kSecond - 1) / kSecond, graceSeconds));
}

QTimeZone DispatchSettings::zone() const
{
    const QTimeZone named(timeZone);
    return !timeZone.isEmpty() && named.isValid() ? named : QTimeZone::systemTimeZone();
}

Timestamp DispatchSettings::dayBegan(Timestamp now) const
{
    return beginOf(localTime(now).date(), zone());
}

Timestamp DispatchSettings::weekBegan(Timestamp now) const
{
    const QDate today = localTime(now).date();
    return beginOf(today.addDays(1 - today.dayOfWeek()), zone());
}

Timestamp DispatchSettings::monthBegan(Timestamp now) const
{
    const QDate today = localTime(now).date();
    return beginOf(today.addDays(1 - today.day()), zone());
}

const QList<QByteArray> &DispatchSettings::keys()
{
    static const QList<QByteArray> keys{kWeights, kCardRequired, kAutoAssign, kAnswerMinutes, kGrace, kTimeZone};
    return keys;
}

nlohmann::json DispatchSettings::value(const QByteArray &key) const
{
    if (key == kWeights)
        return weights.toJson();
    if (key == kCardRequired)
        return cardRequired;
    if (key == kAutoAssign)
        return perUrgency(autoAssign);
    if (key == kAnswerMinutes)
        return perUrgency(answerMinutes);
    if (key == kGrace)
        return graceSeconds;
    return timeZone.toStdString();
}

void DispatchSettings::read(const QByteArray &key, const nlohmann::json &value, JsonReader &errors)
{
    bool fits = true;
    if (key == kWeights) {
        const auto read = RankingWeights::fromJson(value);
        fits = read.ok();
        weights = read.valueOr(weights);
    } else if (key == kCardRequired) {
        fits = value.is_boolean();
        cardRequired = fits ? value.get<bool>() : cardRequired;
    } else if (key == kAutoAssign) {
        fits = readPerUrgency(value, autoAssign, [](const nlohmann::json &v) { return v.is_boolean(); });
    } else if (key == kAnswerMinutes) {
        fits = readPerUrgency(value, answerMinutes, isMinutes);
    } else if (key == kGrace) {
        if (!isGrace(value))
            return errors.addError(kGrace, "out_of_range", QStringLiteral("must be whole seconds from 0 to 60"));
        graceSeconds = value.get<int>();
    } else if (key == kTimeZone) {
        fits = value.is_string();
        timeZone = fits ? QByteArray::fromStdString(value.get<std::string>()) : timeZone;
    }
    if (!fits)
        errors.addError(key.constData(), "invalid", QStringLiteral("has an invalid value"));
}

Result<DispatchSettings> DispatchSettings::fromJson(const nlohmann::json &rows)
{
    DispatchSettings settings;
    const nlohmann::json none = nlohmann::json::object();
    JsonReader errors(none);
    for (const nlohmann::json &row : rows)
        settings.read(QByteArray::fromStdString(row.value("key", std::string())), row.value("value", nlohmann::json()),
                      errors);
    return errors.finish(settings);
}

} // namespace pl
