#pragma once

#include "models/base/enumnames.h"
#include "models/columns/leadcolumns.h"
#include "models/domain/plumber.h"

#include <QHash>

#include <algorithm>

namespace pl::ui {

/// What a new office does until a plumber has its first lead, in this order.
enum class FirstStep { Office, Plumbers, Sources, Lead, Assign };

} // namespace pl::ui

namespace pl {

template <>
inline constexpr std::array<QLatin1StringView, 5> kEnumNames<ui::FirstStep>{
    QLatin1StringView("office"), QLatin1StringView("plumbers"), QLatin1StringView("sources"), QLatin1StringView("lead"),
    QLatin1StringView("assign")};

} // namespace pl

namespace pl::ui {

inline constexpr std::array kFirstSteps{FirstStep::Office, FirstStep::Plumbers, FirstStep::Sources, FirstStep::Lead,
                                        FirstStep::Assign};

/// How far an office is, by what it has. A test shows that a source works; it is neither a first lead nor a first
/// assignment.
struct FirstSteps
{
    /// Unknown: the person may not see it (staff: the office's name, the sources).
    enum class State { ToDo, Done, Unknown };

    struct Facts
    {
        std::optional<QString> officeName; ///< none: not known
        std::optional<bool> hasSource;     ///< one that is active; none: not known
        const QHash<QUuid, Plumber> &plumbers;
        const columns::LeadColumns &leads;
    };
    /// Stops looking at leads as soon as it knows enough.
    static FirstSteps of(const Facts &facts);

    std::array<State, kFirstSteps.size()> states{};

    State stateOf(FirstStep step) const { return states[static_cast<std::size_t>(step)]; }
    /// Unknown ones don't count.
    int left() const { return int(std::count(states.begin(), states.end(), State::ToDo)); }
    bool operator==(const FirstSteps &) const = default;
};

} // namespace pl::ui
