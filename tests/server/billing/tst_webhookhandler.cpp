#include "server/billing/webhookhandler.h"

#include <QMessageAuthenticationCode>
#include <QTemporaryDir>
#include <QTest>

using namespace pl;
using namespace pl::billing;

class TestWebhookHandler : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void takesAnEventOnce();
    void refuses_data();
    void refuses();
    void refusalsGiveNoDetails();

private:
    http::Response post(const QByteArray &body, const QByteArray &signature);
    qint64 waiting();

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<journal::Journal> m_journal;
    std::unique_ptr<metrics::Registry> m_metrics;
    std::unique_ptr<WebhookHandler> m_handler;
};

namespace {

constexpr qint64 kEventTime = 1'795'000'000;
const QByteArray kEvent =
    R"({"id":"evt_1","object":"event","type":"payment_intent.succeeded","created":1795000000,"livemode":false,)"
    R"("data":{"object":{"id":"pi_1"}}})";

QByteArray signature(const QByteArray &body, qint64 at = kEventTime, const QByteArray &secret = "whsec_1")
{
    const QByteArray time = QByteArray::number(at);
    return "t=" + time +
           ",v1=" + QMessageAuthenticationCode::hash(time + '.' + body, secret, QCryptographicHash::Sha256).toHex();
}

} // namespace

void TestWebhookHandler::init()
{
    m_handler.reset();
    m_journal.reset();
    m_dir = std::make_unique<QTemporaryDir>();
    auto opened = journal::Journal::open({m_dir->filePath(QStringLiteral("journal.sqlite"))});
    QVERIFY(opened.ok());
    m_journal = std::move(*opened);
    m_metrics = std::make_unique<metrics::Registry>();
    m_handler = std::make_unique<WebhookHandler>(*m_journal, *m_metrics, StripeSignature("whsec_1,whsec_2"), false,
                                                 [] { return Timestamp{kEventTime * 1'000'000}; });
}

http::Response TestWebhookHandler::post(const QByteArray &body, const QByteArray &signature)
{
    http::Request request{"POST", "/webhooks/stripe"};
    if (!signature.isNull())
        request.headers.emplaceBack("stripe-signature", signature);
    request.body = body;
    return m_handler->handle(request).result();
}

qint64 TestWebhookHandler::waiting()
{
    return m_journal->count(journal::EntryState::Waiting, kStripeKind).result().valueOr(-1);
}

void TestWebhookHandler::takesAnEventOnce()
{
    QCOMPARE(post(kEvent, signature(kEvent)).status, 200);
    QCOMPARE(waiting(), 1);
    const auto entry = m_journal->waiting(1, kStripeKind).result()->first();
    QCOMPARE(entry.key, "evt_1");
    QCOMPARE(entry.payload, kEvent);
    QCOMPARE(post(kEvent, signature(kEvent, kEventTime + 10, "whsec_2")).status, 200);
    QCOMPARE(waiting(), 1);
}

void TestWebhookHandler::refuses_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("counted");
    const auto row = [](const char *name, const QByteArray &body, const QByteArray &header, const char *counted) {
        QTest::newRow(name) << body << header << QByteArray(counted);
    };
    const auto changed = [](const char *before, const char *after) {
        return QByteArray(kEvent).replace(before, after);
    };
    row("no header", kEvent, {}, "signature");
    row("older than 300 s", kEvent, signature(kEvent, kEventTime - 301), "signature");
    row("newer than 300 s", kEvent, signature(kEvent, kEventTime + 301), "signature");
    row("no v1", kEvent, "t=1795000000", "signature");
    row("another secret", kEvent, signature(kEvent, kEventTime, "whsec_3"), "signature");
    row("another body", kEvent + ' ', signature(kEvent), "signature");
    for (const QByteArray &body :
         {QByteArray(), QByteArray("{"), QByteArray("[]"), QByteArray("7"), changed("\"event\"", "\"charge\""),
          changed("evt_1", "ch_1"), changed("\"created\":1795000000", "\"created\":null"),
          changed("\"data\"", "\"dat\""), changed("payment_intent.succeeded", ""),
          changed("evt_1", "evt_" + QByteArray(300, 'x'))})
        row(("no event: " + body.left(60)).constData(), body, signature(body), "no_event");
    const QByteArray live = changed("\"livemode\":false", "\"livemode\":true");
    row("the other mode", live, signature(live), "mode");
}

void TestWebhookHandler::refuses()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, header);
    QFETCH(QByteArray, counted);
    QCOMPARE(post(body, header.isEmpty() ? QByteArray() : header).status, 400);
    QCOMPARE(waiting(), 0);
    QVERIFY(m_metrics->text().contains("stripe_webhooks_total{outcome=\"" + counted + "\"} 1"));
}

/// Who forges learns nothing about what was wrong.
void TestWebhookHandler::refusalsGiveNoDetails()
{
    const QByteArray forged = post(kEvent, signature(kEvent, kEventTime, "whsec_3")).body;
    QCOMPARE(post(kEvent, signature(kEvent, kEventTime - 301)).body, forged);
    QCOMPARE(post("{", signature("{")).body, forged);
}

QTEST_GUILESS_MAIN(TestWebhookHandler)
#include "tst_webhookhandler.moc"
