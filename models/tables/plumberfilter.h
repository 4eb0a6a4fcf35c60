#pragma once

#include "models/domain/plumbermatches.h"

#include <QSet>

namespace pl::tables {

/// What the office should look at about a plumber.
enum class PlumberConcern {
    Insurance,   ///< has run out, or will within kExpiresSoonDays
    License,     ///< the same
    NoInsurance, ///< nobody knows until when it is valid
    Unverified,
    Duplicate, ///< has another's phone number or e-mail address
    NoCard
};

/// Papers that run out by then should be asked for.
inline constexpr int kExpiresSoonDays = 30;

/// Whether a paper has run out, or soon will. Nothing is known of one without a day.
bool expiresSoon(const std::optional<QDate> &expires, QDate today);
/// `today` is the office's.
QSet<PlumberConcern> concernsOf(const Plumber &plumber, const PlumberMatches &matches, QDate today);

/// Which plumbers a table shows; an empty set means "any". Removed ones never.
struct PlumberFilter
{
    QString text; ///< every word must occur in name, company, services, ZIP codes, phone, e-mail or license
    QSet<PlumberStatus> statuses = {};  ///< Paused: doesn't take leads today
    QSet<PlumberConcern> concerns = {}; ///< one of them is enough

    bool operator==(const PlumberFilter &) const = default;
    bool isEmpty() const { return *this == PlumberFilter{}; }
    /// All but `text`.
    bool matchesState(const Plumber &plumber, const PlumberMatches &matches, QDate today) const;
};

} // namespace pl::tables

template <>
inline constexpr std::array<QLatin1StringView, 6> pl::kEnumNames<pl::tables::PlumberConcern>{
    QLatin1StringView("insurance"),  QLatin1StringView("license"),   QLatin1StringView("no_insurance"),
    QLatin1StringView("unverified"), QLatin1StringView("duplicate"), QLatin1StringView("no_card")};
