#include "models/replica/dispatchrules.h"

#include "models/base/onresult.h"

namespace pl::replica {

using supabase::Setting;
using supabase::SettingsStore;

DispatchRules::DispatchRules(supabase::RestClient &client, OfficeReplica &replica, QObject *parent)
    : QObject(parent), m_client(client), m_replica(replica)
{
}

void DispatchRules::load()
{
    onResult(this, SettingsStore(m_client).officeRows(), [this](const Result<nlohmann::json> &rows) {
        const auto settings = rows.andThen(&OfficeSettings::fromJson);
        if (!settings)
            return Q_EMIT loadFailed(settings.error());
        m_rules = settings->dispatch;
        for (const nlohmann::json &row : *rows)
            m_versions.insert(QByteArray::fromStdString(row.value("key", std::string())),
                              row.value("version", qint64(0)));
        m_loaded = true;
        publish();
    });
}

void DispatchRules::publish()
{
    OfficeSettings settings = m_replica.settings();
    settings.dispatch = m_rules;
    m_replica.apply(m_replica.services(), settings);
    Q_EMIT changed();
}

QFuture<Result<DispatchSettings>> DispatchRules::change(const DispatchSettings &wanted)
{
    const Answer<DispatchSettings> answer;
    QList<QByteArray> keys;
    for (const QByteArray &key : DispatchSettings::keys())
        if (wanted.value(key) != m_rules.value(key))
            keys += key;
    writeNext(wanted, keys, answer);
    return answer.future();
}

void DispatchRules::writeNext(const DispatchSettings &wanted, QList<QByteArray> keys,
                              const Answer<DispatchSettings> &answer)
{
    if (keys.isEmpty()) {
        publish();
        return answer.finish(m_rules);
    }
    const QByteArray key = keys.takeFirst();
    const Setting seen{QString::fromLatin1(key), {}, m_versions.value(key)};
    onResult(this, SettingsStore(m_client).replace(seen, wanted.value(key)),
             [this, wanted, keys, key, answer](const Result<Setting> &row) {
                 if (!row && row.error().code != ErrorCode::Outdated)
                     return answer.finish(row.error());
                 if (!row) {
                     load();
                     return answer.finish(
                         Error{ErrorCode::Outdated,
                               QStringLiteral("Somebody else changed this a moment ago. Try again to replace "
                                              "their version.")});
                 }
                 written(key, *row);
                 writeNext(wanted, keys, answer);
             });
}

void DispatchRules::written(const QByteArray &key, const Setting &row)
{
    const nlohmann::json none = nlohmann::json::object();
    JsonReader errors(none);
    m_rules.read(key, row.value, errors);
    m_versions.insert(key, row.version);
}

} // namespace pl::replica
