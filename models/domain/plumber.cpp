#include "models/domain/plumber.h"

#include "models/domain/contactfields.h"

#include <QCoreApplication>

namespace pl {
namespace {

struct PlumberWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::Plumber)
};

std::optional<int> readCap(JsonReader &r, const char *field)
{
    const auto cap = r.optionalInteger(field);
    return cap ? std::optional(static_cast<int>(*cap)) : std::nullopt;
}

nlohmann::json capJson(const std::optional<int> &cap)
{
    return cap ? nlohmann::json(*cap) : nlohmann::json();
}

nlohmann::json textOrNull(const QString &text)
{
    return text.isEmpty() ? nlohmann::json() : toJson(text);
}

void readAbout(JsonReader &r, Plumber &plumber)
{
    plumber.company = r.optionalString("company").value_or(QString());
    plumber.licenseNumber = r.optionalString("license_number").value_or(QString());
    plumber.licenseExpires = r.optionalDate("license_expires");
    plumber.insuranceExpires = r.optionalDate("insurance_expires");
    plumber.language = r.optionalString("language").value_or(plumber.language);
    plumber.verifiedAt = r.optionalTimestamp("verified_at");
    plumber.verifiedBy = r.optionalString("verified_by").value_or(QString());
}

void readWhenAndWhere(JsonReader &r, Plumber &plumber)
{
    plumber.pausedUntil = r.optionalDate("paused_until");
    plumber.weeklyLeadCap = readCap(r, "weekly_lead_cap");
    plumber.monthlyLeadCap = readCap(r, "monthly_lead_cap");
    plumber.zipCodes = r.optionalStringList("zip_codes");
    const auto hours = WorkHours::fromJson(r.raw("work_hours"));
    if (hours)
        plumber.workHours = *hours;
    else
        r.addError("work_hours", "invalid", hours.error().message);
}

void checkCap(const std::optional<int> &cap, const char *field, FieldErrors &errors)
{
    if (cap && *cap < 1)
        errors.add(field, "out_of_range", PlumberWords::tr("must be 1 or more, or left empty"));
}

QStringList checkZips(const QStringList &zips, FieldErrors &errors)
{
    QStringList tidy;
    for (const QString &zip : zips) {
        FieldErrors wrong;
        tidy += checkZip(zip, wrong).left(5);
        if (!wrong.list().isEmpty()) {
            errors.add("zip_codes", "invalid", PlumberWords::tr("must have five digits each, not “%1”").arg(zip));
            return zips;
        }
    }
    tidy.removeDuplicates();
    if (tidy.size() > Plumber::kMaxZipCodes)
        errors.add("zip_codes", "too_long",
                   PlumberWords::tr("must be at most %1 ZIP codes").arg(Plumber::kMaxZipCodes));
    return tidy;
}

} // namespace

Result<Plumber> Plumber::fromJson(const nlohmann::json &row)
{
    JsonReader r(row);
    Plumber plumber;
    plumber.id = r.uuid("id");
    plumber.firstName = r.string("first_name");
    plumber.lastName = r.string("last_name");
    plumber.email = r.string("email");
    plumber.phoneNumber = r.string("phone_number");
    plumber.zipCode = r.string("zip_code");
    plumber.services = r.stringList("services");
    plumber.createdAt = r.timestamp("created_at");
    plumber.updatedAt = r.timestamp("updated_at");
    plumber.status = r.enumeration<PlumberStatus>("status");
    plumber.serviceRadiusMiles = static_cast<int>(r.integer("service_radius_miles"));
    plumber.dailyLeadCap = readCap(r, "daily_lead_cap");
    plumber.notifyBy = r.enumeration<NotifyBy>("notify_by");
    readAbout(r, plumber);
    readWhenAndWhere(r, plumber);
    plumber.paymentReady = r.booleanOr("payment_ready", false);
    plumber.version = r.integer("version");
    plumber.importId = r.optionalUuid("import_id");
    plumber.withdrawnAt = r.optionalTimestamp("withdrawn_at");
    return r.finish(plumber);
}

QByteArray Plumber::columns()
{
    return "id,first_name,last_name,email,phone_number,zip_code,services,created_at,updated_at,status,"
           "service_radius_miles,daily_lead_cap,notify_by,company,license_number,license_expires,insurance_expires,"
           "paused_until,weekly_lead_cap,monthly_lead_cap,zip_codes,work_hours,language,verified_at,verified_by,"
           "payment_ready,version,import_id,withdrawn_at";
}

nlohmann::json Plumber::toJson() const
{
    return {{"first_name", pl::toJson(firstName)},
            {"last_name", pl::toJson(lastName)},
            {"email", pl::toJson(email)},
            {"phone_number", pl::toJson(phoneNumber)},
            {"zip_code", pl::toJson(zipCode)},
            {"services", pl::toJson(services)},
            {"status", enumText(status)},
            {"service_radius_miles", serviceRadiusMiles},
            {"daily_lead_cap", capJson(dailyLeadCap)},
            {"notify_by", enumText(notifyBy)},
            {"company", textOrNull(company)},
            {"license_number", textOrNull(licenseNumber)},
            {"license_expires", pl::toJson(licenseExpires)},
            {"insurance_expires", pl::toJson(insuranceExpires)},
            {"paused_until", pl::toJson(pausedUntil)},
            {"weekly_lead_cap", capJson(weeklyLeadCap)},
            {"monthly_lead_cap", capJson(monthlyLeadCap)},
            {"zip_codes", pl::toJson(zipCodes)},
            {"work_hours", workHours.toJson()},
            {"language", pl::toJson(language)},
            {"verified_at", pl::toJson(verifiedAt)}};
}

Result<Plumber> Plumber::validated() const
{
    Plumber tidy = *this;
    FieldErrors errors;
    tidy.firstName = checkName(firstName, "first_name", errors);
    tidy.lastName = checkName(lastName, "last_name", errors);
    tidy.email = checkEmail(email, errors);
    tidy.phoneNumber = checkPhone(phoneNumber, errors);
    tidy.zipCode = checkZip(zipCode, errors);
    if (serviceRadiusMiles < 1 || serviceRadiusMiles > 500)
        errors.add("service_radius_miles", "out_of_range", PlumberWords::tr("must be between 1 and 500 miles"));
    checkCap(dailyLeadCap, "daily_lead_cap", errors);
    checkCap(weeklyLeadCap, "weekly_lead_cap", errors);
    checkCap(monthlyLeadCap, "monthly_lead_cap", errors);
    tidy.company = checkOptional(company, "company", 100, errors);
    tidy.licenseNumber = checkOptional(licenseNumber, "license_number", 50, errors);
    tidy.zipCodes = checkZips(zipCodes, errors);
    if (const auto hours = WorkHours::fromJson(workHours.toJson()))
        tidy.workHours = *hours;
    else
        errors.add("work_hours", "invalid", hours.error().message);
    if (status != PlumberStatus::Paused)
        tidy.pausedUntil.reset();
    if (language != QStringLiteral("en") && language != QStringLiteral("es"))
        errors.add("language", "invalid", PlumberWords::tr("must be English or Spanish"));
    return errors.finish(tidy);
}

} // namespace pl
