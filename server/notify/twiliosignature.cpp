#include "server/notify/twiliosignature.h"

#include <QMessageAuthenticationCode>

#include <algorithm>

namespace pl::notify {

namespace {

/// The address as it is, without its port, and with the scheme's own one where it names none.
QByteArrayList spellingsOf(const QByteArray &url)
{
    const qsizetype host = url.indexOf("://") + 3;
    const qsizetype slash = url.indexOf('/', host);
    const qsizetype end = slash < 0 ? url.size() : slash;
    const QByteArray authority = url.sliced(host, end - host);
    const qsizetype colon = authority.lastIndexOf(':');
    if (colon > authority.lastIndexOf(']')) // the colons of an IPv6 address stand in brackets
        return {url, url.first(host + colon) + url.sliced(end)};
    const QByteArray port = url.startsWith("https:") ? ":443" : ":80";
    return {url, url.first(end) + port + url.sliced(end)};
}

bool isSameMac(const QByteArray &a, const QByteArray &b)
{
    if (a.size() != b.size())
        return false;
    int difference = 0;
    for (qsizetype i = 0; i < a.size(); ++i)
        difference |= a[i] ^ b[i];
    return difference == 0;
}

} // namespace

QByteArray twilioSignature(const QByteArray &token, const QByteArray &url, FormFields fields)
{
    std::sort(fields.begin(), fields.end());
    QByteArray text = url;
    for (const auto &[name, value] : fields)
        text += name + value;
    return QMessageAuthenticationCode::hash(text, token, QCryptographicHash::Sha1).toBase64();
}

bool isTwilioSignature(const QByteArray &given, const QByteArray &token, const QByteArray &url,
                       const FormFields &fields)
{
    bool isRight = false;
    for (const QByteArray &spelling : spellingsOf(url))
        isRight |= isSameMac(given, twilioSignature(token, spelling, fields));
    return isRight;
}

} // namespace pl::notify
