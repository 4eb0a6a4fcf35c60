#include "server/intake/weborigin.h"

#include <QUrl>

#include <algorithm>

namespace pl::intake {

namespace {

constexpr qsizetype kMaxAddress = 2000;

/// URL parsers disagree on backslashes, white space and control characters. Non-ASCII letters must be percent-encoded
/// or in punycode.
bool isPlain(const QString &text)
{
    return !text.isEmpty() && text.size() <= kMaxAddress &&
           std::all_of(text.begin(), text.end(), [](QChar c) { return c > u' ' && c <= u'~' && c != u'\\'; });
}

std::optional<QUrl> webAddress(const QString &text)
{
    if (!isPlain(text))
        return std::nullopt;
    const QUrl url(text, QUrl::StrictMode);
    const bool isWeb = url.scheme() == u"https" || url.scheme() == u"http";
    if (!url.isValid() || !isWeb || url.host().isEmpty() || url.authority().contains(u'@'))
        return std::nullopt;
    return url;
}

QByteArray originOf(const QUrl &url)
{
    const int usual = url.scheme() == u"https" ? 443 : 80;
    const int port = url.port(usual);
    QByteArray host = url.host(QUrl::FullyEncoded).toLatin1();
    if (host.contains(':'))
        host = '[' + host + ']'; // an IPv6 address
    const QByteArray origin = url.scheme().toLatin1() + "://" + host;
    return port == usual ? origin : origin + ':' + QByteArray::number(port);
}

} // namespace

std::optional<QByteArray> webOrigin(const QString &text)
{
    const auto url = webAddress(text);
    const bool isBare =
        url && (url->path().isEmpty() || url->path() == u"/") && !url->hasQuery() && !url->hasFragment();
    return isBare ? std::optional(originOf(*url)) : std::nullopt;
}

std::optional<QByteArray> redirectTarget(const QString &text, const QByteArrayList &origins)
{
    const auto url = webAddress(text);
    if (!url || !origins.contains(originOf(*url)))
        return std::nullopt;
    return url->toEncoded();
}

} // namespace pl::intake
