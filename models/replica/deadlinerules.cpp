#include "models/replica/deadlinerules.h"

#include "models/base/onresult.h"

namespace pl::replica {

using supabase::Setting;
using supabase::SettingsStore;

DeadlineRules::DeadlineRules(supabase::RestClient &client, OfficeReplica &replica, QObject *parent)
    : QObject(parent), m_client(client), m_replica(replica)
{
}

void DeadlineRules::load()
{
    onResult(this, SettingsStore(m_client).read(DeadlineSettings::keys()),
             [this](const Result<QHash<QString, Setting>> &rows) {
                 if (!rows)
                     return Q_EMIT loadFailed(rows.error());
                 m_rules = {};
                 for (const Setting &row : *rows)
                     take(row);
                 m_loaded = true;
                 publish();
             });
}

void DeadlineRules::take(const Setting &row)
{
    m_rules.read(row.key, row.value);
    m_versions.insert(row.key, row.version);
}

void DeadlineRules::publish()
{
    OfficeSettings settings = m_replica.settings();
    std::copy(std::begin(m_rules.minutesToAssign), std::end(m_rules.minutesToAssign), std::begin(settings.slaMinutes));
    settings.dispatch.graceSeconds = m_rules.graceSeconds;
    m_replica.apply(m_replica.services(), settings);
    Q_EMIT changed();
}

QFuture<Result<DeadlineSettings>> DeadlineRules::change(const DeadlineSettings &wanted)
{
    const Answer<DeadlineSettings> answer;
    QStringList keys;
    for (const QString &key : DeadlineSettings::keys())
        if (wanted.value(key) != m_rules.value(key))
            keys += key;
    writeNext(wanted, keys, answer);
    return answer.future();
}

void DeadlineRules::writeNext(const DeadlineSettings &wanted, QStringList keys, const Answer<DeadlineSettings> &answer)
{
    if (keys.isEmpty()) {
        publish();
        return answer.finish(m_rules);
    }
    const QString key = keys.takeFirst();
    const Setting seen{key, {}, m_versions.value(key)};
    onResult(this, SettingsStore(m_client).replace(seen, wanted.value(key)),
             [this, wanted, keys, answer](const Result<Setting> &row) {
                 if (row) {
                     take(*row);
                     return writeNext(wanted, keys, answer);
                 }
                 if (row.error().code != ErrorCode::Outdated)
                     return answer.finish(row.error());
                 load();
                 answer.finish(Error{ErrorCode::Outdated,
                                     QStringLiteral("Somebody else changed this a moment ago. Try again to replace "
                                                    "their version.")});
             });
}

} // namespace pl::replica
