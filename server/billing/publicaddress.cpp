#include "server/billing/publicaddress.h"

#include <QHostAddress>
#include <QUrl>

namespace pl::billing {

namespace {

bool isThisMachineAlone(const QString &url)
{
    const QString host = QUrl(url).host();
    return host == u"localhost" || QHostAddress(host).isLoopback();
}

} // namespace

PublicAddressCall::PublicAddressCall(supabase::RestClient &rest, const QString &publicUrl, QObject *parent)
    : Call(parent), m_rest(rest), m_address(isThisMachineAlone(publicUrl) ? QString() : publicUrl)
{
}

void PublicAddressCall::run()
{
    using supabase::Query;
    const QString key = QStringLiteral("public_url");
    const nlohmann::json value{{"value", toJson(m_address)}};
    then(m_rest.update(Query("settings").select("key").eq("key", key), value),
         [=, this](const nlohmann::json &changed) {
             if (!changed.empty())
                 return finish({});
             nlohmann::json row = value;
             row["key"] = toJson(key);
             then(m_rest.insert(Query("settings").select("key").onConflict("key"), row,
                                supabase::OnConflict::IgnoreDuplicates),
                  [this](const nlohmann::json &) { finish({}); });
         });
}

} // namespace pl::billing
