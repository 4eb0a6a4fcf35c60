#include "server/intake/usualrate.h"

#include <algorithm>
#include <cmath>

namespace pl::intake {

namespace {

constexpr double kEnoughLeads = 12;
constexpr double kFarBelow = 0.1;
constexpr int kWeeksToBelieve = 2;
constexpr int kWeeksOfMemory = 4;

bool areNumbers(const nlohmann::json &list)
{
    return list.is_array() && std::all_of(list.begin(), list.end(), [](const auto &item) { return item.is_number(); });
}

} // namespace

void UsualRate::add(qint64 hour, int leads)
{
    m_lastHour = hour;
    Usual &usual = m_usual[std::size_t(hour % qint64(kHoursOfWeek))];
    m_recent.push_back({usual.weeks >= kWeeksToBelieve ? usual.leads : 0, leads});
    if (m_recent.size() > kHoursOfWeek)
        m_recent.pop_front();
    m_state = look();
    if (!m_state.isSilent)
        learn(usual, leads);
}

void UsualRate::learn(Usual &usual, int leads)
{
    usual.weeks = std::min(usual.weeks + 1, kWeeksOfMemory);
    usual.leads += (leads - usual.leads) / usual.weeks;
}

UsualRate::State UsualRate::look() const
{
    State state;
    for (auto recent = m_recent.rbegin(); recent != m_recent.rend() && state.expected < kEnoughLeads; ++recent) {
        state.expected += recent->expected;
        state.seen += recent->leads;
        ++state.hours;
    }
    state.isSilent = state.expected >= kEnoughLeads && state.seen <= kFarBelow * state.expected;
    return state;
}

std::optional<UsualRate> UsualRate::fromJson(const nlohmann::json &object)
{
    if (!object.is_object())
        return std::nullopt;
    const auto field = [&object](const char *name) { return object.value(name, nlohmann::json()); };
    const auto usual = field("usual"), weeks = field("weeks"), expected = field("expected"), leads = field("leads");
    if (!areNumbers(usual) || !areNumbers(weeks) || !areNumbers(expected) || !areNumbers(leads) ||
        !field("hour").is_number_integer() || usual.size() != kHoursOfWeek || weeks.size() != kHoursOfWeek ||
        expected.size() != leads.size() || leads.size() > kHoursOfWeek)
        return std::nullopt;
    UsualRate rate;
    for (std::size_t i = 0; i < kHoursOfWeek; ++i)
        rate.m_usual[i] = {usual[i].get<double>(), std::clamp(weeks[i].get<int>(), 0, kWeeksOfMemory)};
    for (std::size_t i = 0; i < leads.size(); ++i)
        rate.m_recent.push_back({expected[i].get<double>(), leads[i].get<int>()});
    rate.m_lastHour = object["hour"].get<qint64>();
    rate.m_state = rate.look();
    return rate;
}

nlohmann::json UsualRate::toJson() const
{
    auto usual = nlohmann::json::array(), weeks = usual, expected = usual, leads = usual;
    for (const Usual &hour : m_usual) {
        usual.push_back(hour.leads);
        weeks.push_back(hour.weeks);
    }
    for (const Recent &hour : m_recent) {
        expected.push_back(hour.expected);
        leads.push_back(hour.leads);
    }
    return {
        {"hour", m_lastHour.value_or(0)}, {"usual", usual}, {"weeks", weeks}, {"expected", expected}, {"leads", leads}};
}

} // namespace pl::intake
