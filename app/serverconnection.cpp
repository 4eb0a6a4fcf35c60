#include "app/serverconnection.h"

#include "models/supabase/networktransport.h"

namespace pl::app {

namespace {

bool isThisMachine(const QString &host)
{
    return host == QStringLiteral("localhost") || host == QStringLiteral("::1") ||
           host.startsWith(QStringLiteral("127."));
}

} // namespace

Result<QUrl> serverUrl(const QString &typed)
{
    QString text = typed.trimmed();
    while (text.endsWith(QLatin1Char('/')) && !text.endsWith(QStringLiteral("://")))
        text.chop(1);
    if (!text.isEmpty() && !text.contains(QStringLiteral("://"))) {
        const bool here = isThisMachine(QUrl(QStringLiteral("http://") + text).host());
        text.prepend(here ? QStringLiteral("http://") : QStringLiteral("https://"));
    }
    return supabase::NetworkTransport::parseBaseUrl(text);
}

QString shortAddress(const QUrl &server)
{
    const bool understood = server.scheme() == QStringLiteral("https") && !isThisMachine(server.host());
    return understood ? server.authority() : server.toString(QUrl::RemovePath);
}

QString serverName(const QUrl &server)
{
    const bool usual = server.port() < 0;
    return usual ? server.host() : QStringLiteral("%1:%2").arg(server.host()).arg(server.port());
}

bool isSecretKey(const QByteArray &key)
{
    const QByteArray claims = QByteArray::fromBase64(key.split('.').value(1), QByteArray::Base64UrlEncoding);
    const Result<nlohmann::json> json = parseJson(claims, QStringLiteral("The key")); // no-tr: unseen
    return key.startsWith("sb_secret_") ||
           (json && json->is_object() && json->value("role", nlohmann::json()) == "service_role");
}

} // namespace pl::app
