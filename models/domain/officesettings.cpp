#include "models/domain/officesettings.h"

#include <cmath>

namespace pl {
namespace {

void readPerUrgency(const nlohmann::json &value, const char *key, double scale, qint64 (&out)[3], JsonReader &errors)
{
    for (int i = 0; i < 3; ++i) {
        const std::string name = enumText(static_cast<Urgency>(i));
        if (!value.is_object() || !value.contains(name) || !value[name].is_number())
            return errors.addError(key, "invalid", QStringLiteral("must hold a number for day, week and month"));
        out[i] = std::llround(value[name].get<double>() * scale);
    }
}

void readSilence(const nlohmann::json &value, QList<SourceSilence> &silent)
{
    if (const auto silence = SourceSilence::fromJson(value))
        silent.append(*silence);
}

} // namespace

QStringList OfficeSettings::keys()
{
    QStringList keys{QStringLiteral("urgency_factor"), QStringLiteral("sla_minutes"),
                     QStringLiteral("default_price_cents"), QStringLiteral("currency"),
                     QLatin1String(ServerNotice::kKey)};
    for (const QByteArray &key : DispatchSettings::keys())
        keys += QString::fromLatin1(key);
    return keys;
}

Result<OfficeSettings> OfficeSettings::fromJson(const nlohmann::json &rows)
{
    OfficeSettings settings;
    const nlohmann::json none = nlohmann::json::object();
    JsonReader errors(none);
    for (const nlohmann::json &row : rows) {
        const std::string key = row.value("key", std::string());
        const nlohmann::json value = row.value("value", nlohmann::json());
        if (key == "urgency_factor")
            readPerUrgency(value, "urgency_factor", 1e6, settings.urgencyFactorMillionths, errors);
        else if (key == "sla_minutes")
            readPerUrgency(value, "sla_minutes", 1, settings.slaMinutes, errors);
        else if (key == "default_price_cents" && value.is_number_integer())
            settings.defaultPriceCents = value.get<qint64>();
        else if (key == "currency" && value.is_string())
            settings.currency = QString::fromStdString(value.get<std::string>());
        else if (key == "default_price_cents" || key == "currency")
            errors.addError(key.c_str(), "wrong_type", QStringLiteral("has the wrong type"));
        else if (key == ServerNotice::kKey)
            settings.serverNotices = ServerNotice::listFromJson(value);
        else if (key.starts_with(SourceSilence::kPrefix))
            readSilence(value, settings.silentSources);
        else
            settings.dispatch.read(QByteArray::fromStdString(key), value, errors);
    }
    return errors.finish(settings);
}

qint64 OfficeSettings::leadPriceCents(const QList<Service> &services, const QString &serviceName, Urgency urgency) const
{
    const auto it = std::find_if(services.begin(), services.end(),
                                 [&](const Service &s) { return s.active && s.name == serviceName; });
    const qint64 base = it == services.end() ? defaultPriceCents : it->priceCents;
    return priceCents(base, urgency);
}

qint64 OfficeSettings::leadPriceCents(const QList<Service> &services, const Lead &lead) const
{
    return lead.isFree() ? 0 : leadPriceCents(services, lead.serviceNeeded, lead.urgency);
}

qint64 OfficeSettings::priceCents(qint64 baseCents, Urgency urgency) const
{
    return (baseCents * factorMillionths(urgency) + 500'000) / 1'000'000;
}

} // namespace pl
