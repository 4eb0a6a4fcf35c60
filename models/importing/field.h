#pragma once

#include "models/base/enumnames.h"
#include "models/domain/importorder.h"

#include <QList>

namespace pl::importing {

/// What a column of a file means. The names are the columns' of the table where there is one; the command line takes
/// them (`--map "Phone Number=phone_number"`).
enum class Field {
    Ignore,
    FullName, ///< first and last name in one column
    FirstName,
    LastName,
    Email,
    Phone,
    PhoneExtension,
    Street,
    City,
    State,
    Zip,
    Note, ///< joins the description, with the column's title in front; several columns may
    // Leads
    Service,
    Urgency,
    Description,
    ExternalId,
    CreatedAt,
    Status, ///< of either
    ClosedReason,
    CompletedAt,
    AssignedPlumber, ///< by e-mail address, phone number, or full name
    // Plumbers
    Services, ///< several, with commas or semicolons between them
    Radius,
    DailyCap,
    NotifyBy,
    Company,
    LicenseNumber,
    LicenseExpires,
    InsuranceExpires,
    WeeklyCap,
    MonthlyCap,
    ZipCodes, ///< several, with commas, semicolons or spaces between them
};

/// The fields that rows of this kind have, in the order in which they are offered; Ignore first.
QList<Field> fieldsOf(ImportKind kind);

} // namespace pl::importing

template <>
inline constexpr std::array<QLatin1StringView, 32> pl::kEnumNames<pl::importing::Field>{
    QLatin1StringView("ignore"),
    QLatin1StringView("full_name"),
    QLatin1StringView("first_name"),
    QLatin1StringView("last_name"),
    QLatin1StringView("email"),
    QLatin1StringView("phone_number"),
    QLatin1StringView("phone_extension"),
    QLatin1StringView("street"),
    QLatin1StringView("city"),
    QLatin1StringView("state"),
    QLatin1StringView("zip_code"),
    QLatin1StringView("note"),
    QLatin1StringView("service_needed"),
    QLatin1StringView("urgency"),
    QLatin1StringView("description"),
    QLatin1StringView("external_id"),
    QLatin1StringView("created_at"),
    QLatin1StringView("status"),
    QLatin1StringView("closed_reason"),
    QLatin1StringView("completed_at"),
    QLatin1StringView("assigned_plumber"),
    QLatin1StringView("services"),
    QLatin1StringView("service_radius_miles"),
    QLatin1StringView("daily_lead_cap"),
    QLatin1StringView("notify_by"),
    QLatin1StringView("company"),
    QLatin1StringView("license_number"),
    QLatin1StringView("license_expires"),
    QLatin1StringView("insurance_expires"),
    QLatin1StringView("weekly_lead_cap"),
    QLatin1StringView("monthly_lead_cap"),
    QLatin1StringView("zip_codes")};
