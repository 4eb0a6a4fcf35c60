#include "server/main/demo/demoitems.h"

#include "models/domain/intakeitem.h"
#include "server/main/demo/demohooks.h"

namespace pl::demo {

namespace {

using nlohmann::json;

/// Google's form asks "What do you need?" in words of its own.
std::string googleBody(const char *id, const char *name, const char *phone, const char *zip)
{
    const auto column = [](const char *columnId, const char *title, const char *value) {
        return json{{"column_id", columnId}, {"column_name", title}, {"string_value", value}};
    };
    return json{
        {"lead_id", id},
        {"api_version", "1.0"},
        {"form_id", 40000000001},
        {"campaign_id", 20000000001},
        {"gcl_id", id},
        {"is_test", false},
        {"user_column_data",
         {column("FULL_NAME", "Full Name", name), column("PHONE_NUMBER", "User Phone", phone),
          column("POSTAL_CODE", "Zip Code", zip), column("what_do_you_need?", "What do you need?", "Water heater")}}}
        .dump();
}

std::string thumbtackBody(const char *event, const json &data)
{
    return json{{"event", {{"eventType", event}, {"webhookID", "590000000000000001"}}}, {"data", data}}.dump();
}

std::string bodyWithoutPhone()
{
    return thumbtackBody(
        "NegotiationCreatedV4",
        {{"negotiationID", "590000000000000012"},
         {"leadPrice", "$18.00"},
         {"customer", {{"customerID", "590000000000000014"}, {"firstName", "Dolores"}, {"lastName", "Whitfield"}}},
         {"request",
          {{"category", {{"name", "Plumbing Drain Repair"}}},
           {"description", "Slow shower drain"},
           {"location", {{"city", "Austin"}, {"state", "TX"}, {"zipCode", "78757"}}}}}});
}

std::string minutesBefore(Timestamp now, qint64 minutes)
{
    return now.addSeconds(-minutes * 60).toString().toStdString();
}

json itemRow(const char *name, Timestamp now, qint64 minutes, const QUuid &source, IntakeCause cause,
             const QString &reason, const std::string &body)
{
    return {{"id", toJson(sampleId(name))},
            {"source_id", toJson(source)},
            {"received_at", minutesBefore(now, minutes)},
            {"created_at", minutesBefore(now, minutes)},
            {"cause", enumText(cause)},
            {"reason", toJson(reason)},
            {"content_type", "application/json"},
            {"body", body},
            {"status", enumText(IntakeStatus::Waiting)},
            {"note", nullptr},
            {"settled_at", nullptr},
            {"settled_by", nullptr}};
}

/// Nobody has to sort what is no lead.
json messageRow(Timestamp now)
{
    const QString reason = QStringLiteral("a message about an earlier lead");
    json row = itemRow("message", now, 200, sampleId(kThumbtackHook), IntakeCause::NoLead, reason,
                       thumbtackBody("MessageCreatedV4", {{"messageID", "590000000000000021"},
                                                          {"negotiationID", "590000000000000002"},
                                                          {"text", "Can you come before noon?"}}));
    row.update(json{{"status", enumText(IntakeStatus::Discarded)},
                    {"note", toJson(reason)},
                    {"settled_at", row["received_at"]},
                    {"settled_by", "server"}});
    return row;
}

} // namespace

json intakeRows(Timestamp now, const QUuid &website)
{
    const QString unknown = QStringLiteral("The service “Water heater” is unknown, and the source has no default.");
    const std::string whole = bodyWithoutPhone();
    return {itemRow("heater-1", now, 18, sampleId(kGoogleHook), IntakeCause::Unmapped, unknown,
                    googleBody("EXAMPLE-gclid-3", "Walter Osgood", "+15125550173", "78758")),
            itemRow("heater-2", now, 95, sampleId(kGoogleHook), IntakeCause::Unmapped, unknown,
                    googleBody("EXAMPLE-gclid-4", "Ines Calloway", "+17375550174", "78702")),
            itemRow("no-phone", now, 34, sampleId(kThumbtackHook), IntakeCause::Unmapped,
                    QStringLiteral("There is no phone number and no e-mail address."), whole),
            itemRow("cut-off", now, 33, sampleId(kThumbtackHook), IntakeCause::Broken,
                    QStringLiteral("The body says that it is JSON, but it is no JSON object or array."),
                    whole.substr(0, whole.size() / 2)),
            itemRow("refused", now, 150, website, IntakeCause::Refused,
                    QStringLiteral("zip_code must be a ZIP code, like 78701 or 78701-1234."),
                    R"({"first_name":"Gene","last_name":"Abbott","phone_number":"512-555-0175","zip_code":"7870",)"
                    R"("service_needed":"Faucet Repair","urgency":"week"})"),
            messageRow(now)};
}

} // namespace pl::demo
