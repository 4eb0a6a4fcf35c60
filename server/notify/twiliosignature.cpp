#include "server/notify/twiliosignature.h"

#include "server/shared/constanttime.h"

#include <QMessageAuthenticationCode>

#include <algorithm>

namespace pl::notify {

namespace {

/// The URL unchanged, without its port, and with the scheme's default port if it has none.
QByteArrayList spellingsOf(const QByteArray &url)
{
    const qsizetype host = url.indexOf("://") + 3;
    const qsizetype slash = url.indexOf('/', host);
    const qsizetype end = slash < 0 ? url.size() : slash;
    const QByteArray authority = url.sliced(host, end - host);
    const qsizetype colon = authority.lastIndexOf(':');
    if (colon > authority.lastIndexOf(']')) // an IPv6 address has its colons in brackets
        return {url, url.first(host + colon) + url.sliced(end)};
    const QByteArray port = url.startsWith("https:") ? ":443" : ":80";
    return {url, url.first(end) + port + url.sliced(end)};
}

} // namespace

QByteArray twilioSignature(const QByteArray &token, const QByteArray &url, shared::FormFields fields)
{
    std::sort(fields.begin(), fields.end());
    QByteArray text = url;
    for (const auto &[name, value] : fields)
        text.append(name.data(), qsizetype(name.size())).append(value.data(), qsizetype(value.size()));
    return QMessageAuthenticationCode::hash(text, token, QCryptographicHash::Sha1).toBase64();
}

bool isTwilioSignature(const QByteArray &given, const QByteArray &token, const QByteArray &url,
                       const shared::FormFields &fields)
{
    bool isRight = false;
    for (const QByteArray &spelling : spellingsOf(url))
        isRight |= shared::isSameDigest(given, twilioSignature(token, spelling, fields));
    return isRight;
}

} // namespace pl::notify
