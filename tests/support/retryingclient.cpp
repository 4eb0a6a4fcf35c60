#include "tests/support/retryingclient.h"

#include <QNetworkReply>

namespace pl::test {

namespace {

constexpr int kRetryMs = 20;
constexpr int kAnswerWithinMs = 5000;

}

RetryingClient::RetryingClient(const QString &url, Make make, int repeatEvery, QObject *parent)
    : QObject(parent), m_url(url), m_make(std::move(make)), m_repeatEvery(repeatEvery)
{
    m_again.setSingleShot(true);
    m_again.setInterval(kRetryMs);
    connect(&m_again, &QTimer::timeout, this, &RetryingClient::send);
}

void RetryingClient::start()
{
    m_isIdle = false;
    next();
}

void RetryingClient::next()
{
    if (m_isFinishing) {
        m_isIdle = true;
        return;
    }
    m_request = m_make(m_number++);
    send();
}

void RetryingClient::send()
{
    ++m_attempts;
    QNetworkRequest request{QUrl(m_url + m_request.path)};
    request.setTransferTimeout(kAnswerWithinMs);
    for (const auto &[name, value] : m_request.headers)
        request.setRawHeader(name, value);
    QNetworkReply *reply = m_network.post(request, m_request.body);
    connect(reply, &QNetworkReply::finished, this, [this, reply] {
        reply->deleteLater();
        // An answer that broke off halfway is none.
        const bool isWhole = reply->error() == QNetworkReply::NoError || reply->error() >= 200;
        onAnswer(isWhole ? reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() : 0, reply->readAll());
    });
}

void RetryingClient::onAnswer(int status, const QByteArray &body)
{
    if (status == 200 || status == 201)
        return onTaken(body);
    const bool isForNow = status == 0 || status == 409 || status == 429 || status >= 500;
    if (!isForNow)
        m_complaints +=
            QStringLiteral("%1: %2 %3").arg(QString::fromUtf8(m_request.name)).arg(status).arg(QString::fromUtf8(body));
    isForNow ? m_again.start() : next();
}

void RetryingClient::onTaken(const QByteArray &body)
{
    const auto known = m_acknowledged.constFind(m_request.name);
    if (known == m_acknowledged.constEnd()) {
        m_acknowledged.insert(m_request.name, body);
        return m_acknowledged.size() % m_repeatEvery == 0 ? send() : next();
    }
    if (*known != body)
        m_complaints += QStringLiteral("%1: the repeat's answer differs").arg(QString::fromUtf8(m_request.name));
    next();
}

} // namespace pl::test
