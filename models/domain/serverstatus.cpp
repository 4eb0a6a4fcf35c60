#include "models/domain/serverstatus.h"

#include "models/base/jsonmember.h"

namespace pl {

namespace {

using nlohmann::json;

/// The objects of a list; others are skipped.
template <class T, class F>
QList<T> listOf(const json &list, F read)
{
    QList<T> all;
    if (!list.is_array())
        return all;
    for (const json &object : list) {
        JsonReader r(object);
        const T one = read(r);
        if (r.errors().isEmpty())
            all += one;
    }
    return all;
}

json jsonOf(const QList<SetAsideEntry> &entries)
{
    json list = json::array();
    for (const SetAsideEntry &entry : entries)
        list.push_back({{"kind", toJson(entry.kind)},
                        {"id", toJson(entry.id)},
                        {"since", toJson(entry.since.toString())},
                        {"reason", toJson(entry.reason)}});
    return list;
}

json jsonOf(const QList<FailingDuty> &duties)
{
    json list = json::array();
    for (const FailingDuty &duty : duties)
        list.push_back(
            {{"name", toJson(duty.name)}, {"since", toJson(duty.since.toString())}, {"reason", toJson(duty.reason)}});
    return list;
}

/// Without the moments: a service that is away is tried again and again.
ServiceStatus steady(ServiceStatus service)
{
    service.failedAt = service.isFailing() ? std::optional(Timestamp()) : std::nullopt;
    service.workedAt.reset();
    return service;
}

} // namespace

json ServiceStatus::toJson() const
{
    return {{"configured", isConfigured},        {"live", isLive},
            {"from", pl::toJson(from)},          {"worked_at", pl::toJson(workedAt)},
            {"failed_at", pl::toJson(failedAt)}, {"failure", pl::toJson(failure)}};
}

ServiceStatus ServiceStatus::fromJson(const json &object)
{
    JsonReader r(object);
    ServiceStatus service;
    service.isConfigured = r.booleanOr("configured", false);
    service.isLive = r.booleanOr("live", false);
    service.from = r.optionalString("from").value_or(QString());
    service.workedAt = r.optionalTimestamp("worked_at");
    service.failedAt = r.optionalTimestamp("failed_at");
    service.failure = r.optionalString("failure").value_or(QString());
    return service;
}

bool ServerStatus::tellsTheSameAs(const ServerStatus &other) const
{
    const auto essence = [](ServerStatus status) {
        status.at = {};
        status.waiting = 0;
        for (ServiceStatus *service : {&status.stripe, &status.email, &status.sms})
            *service = steady(*service);
        return status;
    };
    return essence(*this) == essence(other);
}

json ServerStatus::toJson() const
{
    return {{"server", pl::toJson(server)},
            {"version", pl::toJson(version)},
            {"started_at", pl::toJson(startedAt.toString())},
            {"at", pl::toJson(at.toString())},
            {"public_url", pl::toJson(publicUrl)},
            {"journal", {{"waiting", waiting}, {"set_aside_total", setAsideTotal}, {"set_aside", jsonOf(setAside)}}},
            {"failing", jsonOf(failing)},
            {"backup_at", pl::toJson(backupAt)},
            {"stripe", stripe.toJson()},
            {"email", email.toJson()},
            {"sms", sms.toJson()}};
}

Result<ServerStatus> ServerStatus::fromJson(const json &object)
{
    JsonReader r(object);
    ServerStatus status;
    status.server = r.optionalString("server").value_or(QString());
    status.version = r.string("version");
    status.startedAt = r.timestamp("started_at");
    status.at = r.timestamp("at");
    status.publicUrl = r.optionalString("public_url").value_or(QString());
    status.backupAt = r.optionalTimestamp("backup_at");
    const json journalPart = r.raw("journal");
    JsonReader journal(journalPart);
    status.waiting = journal.integerOr("waiting", 0);
    status.setAsideTotal = journal.integerOr("set_aside_total", 0);
    status.setAside = listOf<SetAsideEntry>(journal.raw("set_aside"), [](JsonReader &entry) {
        return SetAsideEntry{entry.string("kind"), entry.string("id"), entry.timestamp("since"),
                             entry.string("reason")};
    });
    status.failing = listOf<FailingDuty>(r.raw("failing"), [](JsonReader &duty) {
        return FailingDuty{duty.string("name"), duty.timestamp("since"), duty.string("reason")};
    });
    status.stripe = ServiceStatus::fromJson(r.raw("stripe"));
    status.email = ServiceStatus::fromJson(r.raw("email"));
    status.sms = ServiceStatus::fromJson(r.raw("sms"));
    return r.finish(status);
}

} // namespace pl
