#include "server/main/demo/demohooks.h"

#include "models/base/jsonreader.h"

namespace pl::demo {

namespace {

using nlohmann::json;

constexpr qint64 kMinute = 60;

json hookRow(const QUuid &id, const char *name, const char *preset, const SourceKey &key, int costCents)
{
    return {{"id", toJson(id)},
            {"name", name},
            {"kind", enumText(SourceKey::Kind::Hook)},
            {"preset", preset},
            {"key_prefix", toJson(key.prefix())},
            {"key_hash", key.hash().toStdString()},
            {"cost_cents", costCents}};
}

std::string timeBefore(Timestamp now, qint64 minutes)
{
    return now.addSeconds(-minutes * kMinute).toString().toStdString();
}

/// A new lead of which nothing but how to reach somebody is known; `more` says the rest.
json leadWith(const char *name, Timestamp now, qint64 minutes, const QUuid &source, const json &more)
{
    json row{{"id", toJson(sampleId(name))},
             {"last_name", ""},
             {"email", ""},
             {"phone_number", ""},
             {"service_needed", ""},
             {"urgency", "week"},
             {"zip_code", nullptr},
             {"description", nullptr},
             {"created_at", timeBefore(now, minutes)},
             {"source_id", toJson(source)},
             {"external_id", name},
             {"street", nullptr},
             {"city", nullptr},
             {"state", nullptr},
             {"phone_extension", nullptr},
             {"answers", nullptr},
             {"origin", nullptr},
             {"source_cost_cents", nullptr},
             {"is_test", false},
             {"has_real_phone", true}};
    row.update(more);
    return row;
}

json thumbtackLead(Timestamp now)
{
    return leadWith("thumbtack-1", now, 12, sampleId(kThumbtackHook),
                    {{"first_name", "Marcus"},
                     {"last_name", "Bellamy"},
                     {"phone_number", "+15125550171"},
                     {"service_needed", "Drain Cleaning"},
                     {"zip_code", "78704"},
                     {"description", "The kitchen drain backs up when the dishwasher runs."},
                     {"street", "2104 Sample Creek Dr"},
                     {"city", "Austin"},
                     {"state", "TX"},
                     {"answers", {{"How urgent?", "Within 48 hours"}, {"Kind of home", "House"}}},
                     {"source_cost_cents", 2500}});
}

json googleLead(Timestamp now)
{
    return leadWith("google-1", now, 25, sampleId(kGoogleHook),
                    {{"first_name", "Priya"},
                     {"last_name", "Raman"},
                     {"phone_number", "+15125550172"},
                     {"phone_extension", "204"},
                     {"service_needed", "Sump Pump Service"},
                     {"urgency", "day"},
                     {"zip_code", "78745"},
                     {"city", "Austin"},
                     {"answers", {{"Best time to call", "After 5 pm"}}},
                     {"origin", {{"gclid", "EXAMPLE-gclid-1"}, {"campaign_id", "20000000001"}}}});
}

json websiteLead(Timestamp now, const QUuid &website)
{
    return leadWith(
        "website-1", now, 40, website,
        {{"first_name", "Elena"},
         {"email", "elena.fisk@example.com"},
         {"description", "Do you install water softeners?"},
         {"has_real_phone", nullptr},
         {"answers", {{"How did you hear about us?", "A neighbor"}}},
         {"origin",
          {{"utm_source", "newsletter"}, {"utm_campaign", "fall"}, {"page", "https://www.plumbing.example/contact"}}}});
}

json unrealLead(Timestamp now)
{
    return leadWith("google-2", now, 55, sampleId(kGoogleHook),
                    {{"first_name", "Kim"},
                     {"last_name", "Parks"},
                     {"email", "kim.parks@example.net"},
                     {"phone_number", "+11235550100"},
                     {"service_needed", "Toilet Repair"},
                     {"zip_code", "78701"},
                     {"has_real_phone", false},
                     {"origin", {{"gclid", "EXAMPLE-gclid-2"}, {"campaign_id", "20000000001"}}}});
}

json testLead(Timestamp now)
{
    return leadWith("google-test", now, 120, sampleId(kGoogleHook),
                    {{"first_name", "Test"},
                     {"last_name", "Lead"},
                     {"email", "test@example.com"},
                     {"phone_number", "+16505550123"},
                     {"service_needed", "Drain Cleaning"},
                     {"zip_code", "78701"},
                     {"is_test", true}});
}

} // namespace

QUuid sampleId(const char *name)
{
    static const QUuid kSpace(QStringLiteral("0c9d5c1e-0f2b-4a5e-9a3e-64a1f3a0d7b2"));
    return QUuid::createUuidV5(kSpace, QByteArray(name));
}

json hookRows(const SourceKey &google, const SourceKey &thumbtack)
{
    return {hookRow(sampleId(kGoogleHook), "Google Ads", "google-ads", google, 0),
            hookRow(sampleId(kThumbtackHook), "Thumbtack", "thumbtack", thumbtack, 2500)};
}

json hookLeadRows(Timestamp now, const QUuid &website)
{
    return {thumbtackLead(now), googleLead(now), websiteLead(now, website), unrealLead(now), testLead(now)};
}

} // namespace pl::demo
