#include "models/replica/pricebook.h"

#include "models/base/answer.h"
#include "models/base/onresult.h"
#include "models/supabase/settingsstore.h"

namespace pl::replica {
namespace {

using supabase::Query;
using supabase::Setting;
using supabase::SettingsStore;

const QString kFactors = QStringLiteral("urgency_factor");
const QString kDefaultPrice = QStringLiteral("default_price_cents");

nlohmann::json *ruleOf(nlohmann::json &rules, const QString &key)
{
    for (nlohmann::json &row : rules)
        if (row.value("key", std::string()) == key.toStdString())
            return &row;
    return nullptr;
}

bool sameFactors(const OfficeSettings &a, const OfficeSettings &b)
{
    return std::equal(std::begin(a.urgencyFactorMillionths), std::end(a.urgencyFactorMillionths),
                      std::begin(b.urgencyFactorMillionths));
}

/// The other settings have pages of their own, and the server writes some.
bool samePriceRules(const OfficeSettings &a, const OfficeSettings &b)
{
    return sameFactors(a, b) && a.defaultPriceCents == b.defaultPriceCents && a.currency == b.currency;
}

nlohmann::json factorsJson(const OfficeSettings &settings)
{
    nlohmann::json factors;
    for (const Urgency urgency : {Urgency::Day, Urgency::Week, Urgency::Month})
        factors[enumText(urgency)] = double(settings.factorMillionths(urgency)) / 1e6;
    return factors;
}

} // namespace

PriceBook::PriceBook(supabase::RestClient &client, OfficeReplica &replica, QObject *parent)
    : QObject(parent), m_client(client), m_replica(replica)
{
}

void PriceBook::load()
{
    const auto query = Query("services").select(Service::columns()).order("category,name");
    onResult(this, m_client.select<Service>(query), [this](const Result<QList<Service>> &services) {
        if (services)
            loadRules(*services);
        else
            Q_EMIT loadFailed(services.error());
    });
}

void PriceBook::loadRules(const QList<Service> &services)
{
    onResult(this, SettingsStore(m_client).officeRows(), [this, services](const Result<nlohmann::json> &rows) {
        const Result<OfficeSettings> settings = rows.andThen(&OfficeSettings::fromJson);
        if (!settings)
            return Q_EMIT loadFailed(settings.error());
        m_services = services;
        takeRules(*rows);
    });
}

void PriceBook::takeRules(const nlohmann::json &rows)
{
    m_rules = rows;
    m_settings = OfficeSettings::fromJson(m_rules).valueOr(m_settings);
    m_loaded = true;
    publish();
}

void PriceBook::publish()
{
    m_replica.apply(m_services, m_settings);
    Q_EMIT changed();
}

void PriceBook::take(const Service &service)
{
    const auto before = [](const Service &a, const Service &b) {
        return std::tie(a.category, a.name) < std::tie(b.category, b.name);
    };
    m_services.removeIf([&](const Service &other) { return other.name == service.name; });
    m_services.insert(std::upper_bound(m_services.cbegin(), m_services.cend(), service, before), service);
    publish();
}

Result<nlohmann::json> PriceBook::writtenRow(const Result<nlohmann::json> &rows)
{
    if (!rows)
        return rows.error();
    if (rows->size() == 1)
        return (*rows)[0];
    load();
    return Error{ErrorCode::Outdated,
                 QStringLiteral("Somebody else changed this a moment ago. You see it as it is now; make your change "
                                "again.")};
}

QFuture<Result<Service>> PriceBook::takeWritten(const QFuture<Result<nlohmann::json>> &written)
{
    return thenOn(this, written, [this](const Result<nlohmann::json> &rows) {
        const Result<Service> service = writtenRow(rows).andThen(&Service::fromJson);
        if (service)
            take(*service);
        return service;
    });
}

QFuture<Result<Service>> PriceBook::addService(const Service &service)
{
    const nlohmann::json row{{"name", toJson(service.name)},
                             {"category", toJson(service.category)},
                             {"price_cents", service.priceCents},
                             {"active", service.active}};
    return takeWritten(m_client.insert(Query("services").select(Service::columns()), row));
}

QFuture<Result<Service>> PriceBook::changeService(const Service &seen, const Service &wanted)
{
    const auto query = Query("services").eq("name", seen.name).eq("version", seen.version).select(Service::columns());
    const nlohmann::json changes{
        {"category", toJson(wanted.category)}, {"price_cents", wanted.priceCents}, {"active", wanted.active}};
    return takeWritten(m_client.update(query, changes));
}

QFuture<Result<OfficeSettings>> PriceBook::changeRules(const OfficeSettings &seen, const OfficeSettings &wanted)
{
    const Answer<OfficeSettings> answer;
    const auto finish = [this, answer](const Result<> &outcome) {
        outcome ? answer.finish(m_settings) : answer.finish(outcome.error());
    };
    const auto writeDefault = [this, seen, wanted, finish](const Result<> &outcome) {
        if (!outcome || seen.defaultPriceCents == wanted.defaultPriceCents)
            return finish(outcome);
        writeRule(kDefaultPrice, wanted.defaultPriceCents, finish);
    };
    if (!samePriceRules(seen, m_settings))
        finish(writtenRow(nlohmann::json::array()).error());
    else if (sameFactors(seen, wanted))
        writeDefault({});
    else
        writeRule(kFactors, factorsJson(wanted), writeDefault);
    return answer.future();
}

void PriceBook::writeRule(const QString &key, const nlohmann::json &value,
                          const std::function<void(const Result<> &)> &then)
{
    const nlohmann::json *rule = ruleOf(m_rules, key);
    const Setting seen{key, {}, rule ? rule->value("version", qint64(0)) : 0};
    onResult(this, SettingsStore(m_client).replace(seen, value), [this, key, then](const Result<Setting> &row) {
        if (!row)
            return then(row.error().code == ErrorCode::Outdated ? writtenRow(nlohmann::json::array()).error()
                                                                : row.error());
        nlohmann::json rules = m_rules;
        if (nlohmann::json *mine = ruleOf(rules, key))
            *mine = {{"key", toJson(key)}, {"value", row->value}, {"version", row->version}};
        takeRules(rules);
        then({});
    });
}

} // namespace pl::replica
