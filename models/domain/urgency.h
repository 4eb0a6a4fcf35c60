#pragma once

#include "models/base/enumnames.h"

namespace pl {

/// How soon the customer needs a plumber; the most urgent first, so that `<` sorts.
enum class Urgency { Day, Week, Month };

template <>
inline constexpr std::array<QLatin1StringView, 3> kEnumNames<Urgency>{
    QLatin1StringView("day"), QLatin1StringView("week"), QLatin1StringView("month")};

} // namespace pl
