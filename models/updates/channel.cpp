#include "models/updates/channel.h"

#include "models/updates/signedtext.h"

#include <QStringList>

namespace pl::updates {
namespace {

Error wrong(const char *sentence)
{
    return {ErrorCode::InvalidInput, QLatin1StringView(sentence)};
}

bool isThisMachine(const QString &host)
{
    static const QStringList names{QStringLiteral("127.0.0.1"), QStringLiteral("::1"), QStringLiteral("localhost")};
    return names.contains(host);
}

} // namespace

bool isTrustedUrl(const QUrl &url)
{
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty())
        return false;
    return url.scheme() == QStringLiteral("https") ||
           (url.scheme() == QStringLiteral("http") && isThisMachine(url.host()));
}

QUrl Channel::server() const
{
    return QUrl(url.scheme() + QStringLiteral("://") + url.authority());
}

QByteArray Channel::target() const
{
    return QUrl(url).toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority | QUrl::RemoveFragment);
}

Result<Channel> Channel::parse(const QString &url, const QString &keys)
{
    Channel channel;
    if (url.isEmpty() && keys.isEmpty())
        return channel;
    channel.url = QUrl(url, QUrl::StrictMode);
    if (!isTrustedUrl(channel.url) || channel.url.path().isEmpty())
        return wrong("PL_UPDATE_URL must be an https address with a path.");
    const QStringList texts = keys.split(u',');
    for (const QString &text : texts) {
        const auto key =
            QByteArray::fromBase64Encoding(text.trimmed().toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
        if (!key || key.decoded.size() != kKeyBytes)
            return wrong("PL_UPDATE_KEY must be an Ed25519 public key in Base64: 32 bytes.");
        channel.keys += key.decoded;
    }
    return channel;
}

} // namespace pl::updates
