#pragma once

#include "models/domain/dispatchsettings.h"
#include "models/domain/lead.h"
#include "models/domain/servernotice.h"
#include "models/domain/service.h"
#include "models/domain/sourcesilence.h"

namespace pl {

/// The office's own rules, from the rows of `settings`. Factors are stored in millionths because money is never a
/// float.
struct OfficeSettings
{
    qint64 urgencyFactorMillionths[3] = {1'500'000, 1'000'000, 800'000}; ///< by Urgency
    qint64 defaultPriceCents = 2500;
    QString currency = QStringLiteral("usd");
    qint64 slaMinutes[3] = {120, 2880, 10080}; ///< by Urgency: how long a lead may wait to be assigned
    DispatchSettings dispatch;
    QList<SourceSilence> silentSources;
    QList<ServerNotice> serverNotices;

    bool operator==(const OfficeSettings &) const = default;

    /// From `[{"key":…,"value":…}]`; unknown keys are ignored; an invalid value is an error that names its key.
    static Result<OfficeSettings> fromJson(const nlohmann::json &rows);
    /// The keys that are read, without those of silent sources, which begin with SourceSilence::kPrefix.
    static QStringList keys();

    qint64 factorMillionths(Urgency urgency) const { return urgencyFactorMillionths[static_cast<int>(urgency)]; }
    qint64 minutesToAssign(Urgency urgency) const { return slaMinutes[static_cast<int>(urgency)]; }

    /// What a plumber pays for a lead, in cents: the service's price (or the default one for an unknown or inactive
    /// service) times the urgency factor, rounded half up. The same rule as the database's lead_price_cents()
    /// for factors of up to six decimals.
    qint64 priceCents(qint64 baseCents, Urgency urgency) const;
    qint64 leadPriceCents(const QList<Service> &services, const QString &serviceName, Urgency urgency) const;
    /// The same for a lead, of which some cost nothing (isFree).
    qint64 leadPriceCents(const QList<Service> &services, const Lead &lead) const;
};

} // namespace pl
