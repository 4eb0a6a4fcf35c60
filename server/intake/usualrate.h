#pragma once

#include <QtGlobal>

#include <nlohmann/json.hpp>

#include <array>
#include <deque>
#include <optional>

namespace pl::intake {

/// One source's usual rate in each hour of the week, and whether it is now far below that.
///
/// Quiet nights and weekends are normal: each of the 168 hours of the week (UTC) has its own mean over about the last
/// four weeks, used once it covers two. A source is silent if, over the shortest stretch of recent hours in which at
/// least 12 leads were expected, it sent at most a tenth of that. For random arrivals at the usual rate, a false alarm
/// happens about once in 10,000 hours. A source with one lead an hour is noticed after about half a day, one with 100
/// an hour after the first hour.
///
/// Nothing is learned while a source is silent, so that silence does not become usual. Hours that were not counted (no
/// server ran) are ignored.
class UsualRate
{
public:
    struct State
    {
        bool isSilent = false;
        double expected = 0; ///< leads expected in the stretch
        int seen = 0;
        int hours = 0; ///< the stretch
        bool operator==(const State &) const = default;
    };

    /// Adds one whole hour with `leads` leads. `hour` counts from 1970 and must increase with each call.
    void add(qint64 hour, int leads);

    const State &state() const { return m_state; }
    /// The last hour that was added.
    std::optional<qint64> lastHour() const { return m_lastHour; }

    /// Empty if the value was not written by toJson().
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
