#pragma once

#include "models/base/enumnames.h"

namespace pl {

enum class LeadStatus { New, Assigned, Completed };

/// Why a lead was closed; `Done` means that the plumber did the work.
enum class ClosedReason { Done, Invalid, Duplicate, Lost };

/// Why the office must look at a new lead that no longer waits for the server to assign it: nobody could take it, its
/// plumber didn't answer in time or declined, or it was taken back.
enum class Attention { Nobody, Unanswered, Declined, Returned };

template <>
inline constexpr std::array<QLatin1StringView, 3> kEnumNames<LeadStatus>{
    QLatin1StringView("new"), QLatin1StringView("assigned"), QLatin1StringView("completed")};

template <>
inline constexpr std::array<QLatin1StringView, 4> kEnumNames<ClosedReason>{
    QLatin1StringView("done"), QLatin1StringView("invalid"), QLatin1StringView("duplicate"), QLatin1StringView("lost")};

template <>
inline constexpr std::array<QLatin1StringView, 4> kEnumNames<Attention>{
    QLatin1StringView("nobody"), QLatin1StringView("unanswered"), QLatin1StringView("declined"),
    QLatin1StringView("returned")};

} // namespace pl
