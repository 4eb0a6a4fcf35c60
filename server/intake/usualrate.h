#pragma once

#include <nlohmann/json.hpp>

#include <array>
#include <deque>
#include <optional>

namespace pl::intake {

/// What one source usually sends in each hour of the week, and whether what it sends now falls far below.
///
/// Nights and weekends are as quiet as they usually are: each of the 168 hours of the week (UTC) has its own mean, of
/// about the last four weeks; an hour is believed in after two of them. A source is silent when, over the shortest
/// stretch of recent hours in which it should have sent at least 12 leads, it sent at most a tenth of that. Were leads
/// to come at random at the usual rate, that would happen once in some 10,000 hours; a source of one lead an hour is
/// noticed after about half a day, one of 100 an hour after the first hour.
///
/// While a source is silent nothing is learnt, so that silence does not become usual. Hours that nobody counted (no
/// server ran) count neither way.
class UsualRate
{
public:
    struct State
    {
        bool isSilent = false;
        double expected = 0; ///< leads in the stretch that was looked at
        int seen = 0;
        int hours = 0; ///< the stretch
        bool operator==(const State &) const = default;
    };

    /// A whole hour has passed in which `leads` came. `hour` counts from 1970 and rises from call to call.
    void add(qint64 hour, int leads);

    const State &state() const { return m_state; }
    /// The last hour that was added.
    std::optional<qint64> lastHour() const { return m_lastHour; }

    /// Empty when it is not what toJson() writes.
    static std::optional<UsualRate> fromJson(const nlohmann::json &object);
    nlohmann::json toJson() const;

private:
    static constexpr std::size_t kHoursOfWeek = 168;
    struct Usual
    {
        double leads = 0;
        int weeks = 0;
    };
    struct Recent
    {
        double expected;
        int leads;
    };
    void learn(Usual &usual, int leads);
    State look() const;

    std::array<Usual, kHoursOfWeek> m_usual = {};
    std::deque<Recent> m_recent; // the last is the latest; at most a week
    std::optional<qint64> m_lastHour;
    State m_state;
};

} // namespace pl::intake
