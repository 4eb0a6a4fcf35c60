#pragma once

#include "models/domain/enumnames.h"

namespace pl {

enum class LeadStatus { New, Assigned, Completed };

/// Why a lead was closed; `Done` means that the plumber did the work.
enum class ClosedReason { Done, Invalid, Duplicate, Lost };

template <>
inline constexpr std::array<QLatin1StringView, 3> kEnumNames<LeadStatus>{
    QLatin1StringView("new"), QLatin1StringView("assigned"), QLatin1StringView("completed")};

template <>
inline constexpr std::array<QLatin1StringView, 4> kEnumNames<ClosedReason>{
    QLatin1StringView("done"), QLatin1StringView("invalid"), QLatin1StringView("duplicate"), QLatin1StringView("lost")};

} // namespace pl
