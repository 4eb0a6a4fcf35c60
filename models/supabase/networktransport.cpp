#include "models/supabase/networktransport.h"

#include "models/base/answer.h"

#include "models/supabase/requesttarget.h"
#include "models/supabase/tlstrouble.h"

#include <QNetworkReply>
#include <QPromise>
#include <QSslError>
#include <QTimer>

#include <memory>

namespace pl::supabase {
namespace {

constexpr char kUserAgent[] = "PlumberLeads/" PL_VERSION;

/// QNetworkAccessManager sends an invalid address as "GET  HTTP/1.1", without a path, and some server answers that.
Result<QUrl> urlOf(const QUrl &base, const HttpRequest &request)
{
    const QUrl url = QUrl::fromEncoded(base.toEncoded(QUrl::StripTrailingSlash) + request.target, QUrl::StrictMode);
    if (const auto sendable = checkTarget(request); !sendable)
        return sendable.error();
    if (!url.isValid())
        return Error{ErrorCode::InvalidInput, NetworkTransport::tr("This is not a valid address.")};
    return url;
}

QNetworkRequest networkRequest(const QUrl &url, const HttpRequest &request)
{
    QNetworkRequest network(url);
    network.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    network.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    network.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    network.setHeader(QNetworkRequest::UserAgentHeader, QByteArray(kUserAgent));
    for (const auto &[name, value] : request.headers)
        network.setRawHeader(name, value);
    return network;
}

/// A sentence about why no answer came. Other errors keep Qt's own text, which contains the host but no credentials.
QString sentenceFor(const QNetworkReply &reply, const QList<QSslError> &tlsErrors)
{
    const QString host = reply.url().host();
    switch (static_cast<int>(reply.error())) {
    case QNetworkReply::HostNotFoundError:
        return NetworkTransport::tr("The server %1 can't be found. Check the address and the internet connection.")
            .arg(host);
    case QNetworkReply::ConnectionRefusedError:
        return NetworkTransport::tr("The server %1 does not answer. Is it running?").arg(host);
    case QNetworkReply::SslHandshakeFailedError:
        return tlsTrouble(host, tlsErrors);
    default:
        return NetworkTransport::tr("The connection to %1 failed: %2").arg(host, reply.errorString());
    }
}

/// What is known about a reply before it is finished.
struct Course
{
    bool timedOut = false;
    bool tooLong = false;
    QList<QSslError> tlsErrors;
};

/// Gives up an answer as soon as more of its body is there than is wanted.
void limitLength(QNetworkReply *reply, qint64 maxBytes, const std::shared_ptr<Course> &course)
{
    QObject::connect(reply, &QNetworkReply::readyRead, reply, [reply, maxBytes, course] {
        if (reply->bytesAvailable() <= maxBytes)
            return;
        course->tooLong = true;
        reply->abort();
    });
}

Result<HttpResponse> answerOf(QNetworkReply &reply, const Course &course)
{
    if (course.timedOut)
        return Error{ErrorCode::TimedOut, NetworkTransport::tr("The server did not answer in time.")};
    if (course.tooLong)
        return Error{ErrorCode::TooLarge, NetworkTransport::tr("The server\u2019s answer is too long.")};
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const bool cutOff =
        reply.error() == QNetworkReply::RemoteHostClosedError ||
        (reply.error() != QNetworkReply::NoError && reply.error() < QNetworkReply::ProxyConnectionRefusedError);
    if (status == 0 || cutOff) {
        const bool cancelled = reply.error() == QNetworkReply::OperationCanceledError;
        return Error{cancelled ? ErrorCode::Cancelled : ErrorCode::Unavailable, sentenceFor(reply, course.tlsErrors)};
    }
    HttpResponse response{status, {}, reply.readAll()};
    for (const auto &[name, value] : reply.rawHeaderPairs())
        response.headers.append({name, value});
    return response;
}

} // namespace

NetworkTransport::NetworkTransport(const QUrl &baseUrl, QObject *parent) : QObject(parent), m_baseUrl(baseUrl)
{
    m_manager.setAutoDeleteReplies(false);
}

NetworkTransport::~NetworkTransport()
{
    // Aborting finishes every open request as Cancelled while this object can still answer for it.
    const auto replies = m_manager.findChildren<QNetworkReply *>();
    for (QNetworkReply *reply : replies)
        reply->abort();
}

QFuture<Result<HttpResponse>> NetworkTransport::send(HttpRequest request)
{
    const auto url = urlOf(m_baseUrl, request);
    if (!url)
        return QtFuture::makeReadyFuture(Result<HttpResponse>(url.error()));
    const Answer<HttpResponse> answer;
    auto course = std::make_shared<Course>();
    QNetworkReply *reply = m_manager.sendCustomRequest(networkRequest(*url, request), request.method, request.body);
    auto *deadline = new QTimer(reply);
    deadline->setSingleShot(true);
    connect(deadline, &QTimer::timeout, reply, [reply, course] {
        course->timedOut = true;
        reply->abort();
    });
    if (request.maxBytes > 0)
        limitLength(reply, request.maxBytes, course);
    connect(reply, &QNetworkReply::sslErrors, reply,
            [course](const QList<QSslError> &errors) { course->tlsErrors = errors; });
    connect(reply, &QNetworkReply::finished, reply, [reply, answer, course] {
        answer.finish(answerOf(*reply, *course));
        reply->deleteLater();
    });
    deadline->start(request.timeout);
    return answer.future();
}

Result<QUrl> NetworkTransport::parseBaseUrl(const QString &text)
{
    const auto wrong = [](const QString &what) {
        const QString sentence =
            what + QLatin1Char(' ') + tr("It should look like https://abc.supabase.co or http://127.0.0.1:8080.");
        return Error{ErrorCode::InvalidInput, sentence, {{QStringLiteral("url"), QStringLiteral("invalid"), sentence}}};
    };
    const QString tidy = text.trimmed();
    if (tidy.isEmpty())
        return wrong(tr("The server's address is missing."));
    const QUrl url(tidy, QUrl::StrictMode);
    const QString scheme = url.scheme().toLower();
    if (!tidy.contains(QStringLiteral("://")))
        return wrong(tr("The server's address must start with http:// or https://."));
    if (!url.isValid() || (scheme != QStringLiteral("https") && scheme != QStringLiteral("http")) ||
        url.host().isEmpty())
        return wrong(tr("This is not the address of a server."));
    if ((!url.path().isEmpty() && url.path() != QStringLiteral("/")) || url.hasQuery() || !url.userInfo().isEmpty())
        return wrong(tr("The server's address must end after the host."));
    return QUrl(scheme + QStringLiteral("://") + url.authority());
}

} // namespace pl::supabase
