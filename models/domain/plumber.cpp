#include "models/domain/plumber.h"

#include "models/domain/contactfields.h"

#include <QCoreApplication>

namespace pl {
namespace {

struct PlumberWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::Plumber)
};

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
    if (const auto cap = r.optionalInteger("daily_lead_cap"))
        plumber.dailyLeadCap = static_cast<int>(*cap);
    plumber.notifyBy = r.enumeration<NotifyBy>("notify_by");
    plumber.paymentReady = r.booleanOr("payment_ready", false);
    plumber.version = r.integer("version");
    plumber.importId = r.optionalUuid("import_id");
    plumber.withdrawnAt = r.optionalTimestamp("withdrawn_at");
    return r.finish(plumber);
}

QByteArray Plumber::columns()
{
    return "id,first_name,last_name,email,phone_number,zip_code,services,created_at,updated_at,status,"
           "service_radius_miles,daily_lead_cap,notify_by,payment_ready,version,import_id,withdrawn_at";
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
            {"daily_lead_cap", dailyLeadCap ? nlohmann::json(*dailyLeadCap) : nlohmann::json()},
            {"notify_by", enumText(notifyBy)}};
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
    if (dailyLeadCap && *dailyLeadCap < 1)
        errors.add("daily_lead_cap", "out_of_range", PlumberWords::tr("must be 1 or more, or left empty"));
    return errors.finish(tidy);
}

} // namespace pl
