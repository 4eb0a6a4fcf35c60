#include "server/billing/publicaddress.h"

#include "models/supabase/settingsstore.h"

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

QFuture<Result<>> notePublicAddress(supabase::RestClient &rest, const QString &publicUrl)
{
    const QString address = isThisMachineAlone(publicUrl) ? QString() : publicUrl;
    return supabase::SettingsStore(rest).put(supabase::kPublicUrl, toJson(address));
}

} // namespace pl::billing
