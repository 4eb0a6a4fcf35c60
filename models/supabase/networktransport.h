#pragma once

#include "models/supabase/transport.h"

#include <QNetworkAccessManager>
#include <QUrl>

namespace pl::supabase {

/// Requests over HTTP(S) to one Supabase project. Sends our own User-Agent: Supabase refuses secret keys from what
/// looks like a browser, and Qt's default is "Mozilla/5.0". Follows no redirect: credentials go to the named host
/// alone. A target that is not percent-encoded is not sent: the Error (InvalidInput) names the request and the
/// parameter, without its value.
class NetworkTransport : public QObject, public Transport
{
    Q_OBJECT

public:
    /// `baseUrl` is the project's root, e.g. https://abc.supabase.co or http://127.0.0.1:8080.
    explicit NetworkTransport(const QUrl &baseUrl, QObject *parent = nullptr);
    ~NetworkTransport() override;

    QFuture<Result<HttpResponse>> send(HttpRequest request) override;
    const QUrl &baseUrl() const { return m_baseUrl; }

    /// Checks an address from a person or an environment variable: scheme http or https, a host, no path. The Error
    /// says what is wrong and gives an example.
    static Result<QUrl> parseBaseUrl(const QString &text);

private:
    QUrl m_baseUrl;
    QNetworkAccessManager m_manager;
};

} // namespace pl::supabase
