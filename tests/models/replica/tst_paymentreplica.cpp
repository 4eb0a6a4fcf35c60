#include "models/base/onresult.h"
#include "models/replica/paymentcommands.h"
#include "tests/support/officefixture.h"
#include "tests/support/waiting.h"

#include <QSignalSpy>

using namespace pl;
using namespace pl::replica;
using pl::test::FakeTransport;
using State = PaymentReplica::State;

/// Payments in the desktop: they arrive, they change, and what an admin asks for is written with the version seen.
class TestPaymentReplica : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::OfficeFixture> m_office;
    std::unique_ptr<PaymentReplica> m_payments;
    std::unique_ptr<PaymentCommands> m_commands;

    static QUuid id(int n) { return QUuid::fromString(QString::fromStdString(FakeTransport::paymentId(n))); }
    void open()
    {
        m_payments->start();
        QTRY_COMPARE(m_payments->state(), State::Live);
    }
    Payment payment(int n) const { return *m_payments->payment(id(n)); }

private Q_SLOTS:
    void init()
    {
        m_office = std::make_unique<test::OfficeFixture>(3);
        m_payments = std::make_unique<PaymentReplica>(m_office->client, nullptr, std::chrono::milliseconds(20));
        m_commands = std::make_unique<PaymentCommands>(m_office->client, *m_payments);
    }
    void cleanup()
    {
        m_commands.reset();
        m_payments.reset();
        m_office.reset();
    }

    void nothingIsAskedBeforeTheStart()
    {
        m_office->transport.putPayment(1, "succeeded");
        QVERIFY(m_office->load());
        QCOMPARE(m_office->transport.countOf("GET", "/rest/v1/payments"), 0);
        QCOMPARE(m_payments->state(), State::Off);
    }

    void rowsComeAndChange()
    {
        m_office->transport.putPayment(1, "processing");
        QSignalSpy reset(m_payments.get(), &PaymentReplica::reset);
        open();
        QCOMPARE(reset.count(), 1);
        QCOMPARE(payment(1).status, PaymentStatus::Processing);
        QCOMPARE(m_payments->about({test::OfficeFixture::leadId(1)}), QList{id(1)});
        QSignalSpy changed(m_payments.get(), &PaymentReplica::paymentsChanged);
        nlohmann::json row = m_office->transport.row("payments", FakeTransport::paymentId(1));
        row.update({{"status", "succeeded"}, {"version", 2}, {"updated_at", m_office->transport.nextTime()}});
        m_office->transport.put("payments", row);
        m_office->transport.putPayment(2, "pending");
        QTRY_COMPARE(m_payments->count(), 2);
        QTRY_COMPARE(payment(1).status, PaymentStatus::Succeeded);
        const auto quiet = changed.count();
        m_payments->syncNow();
        QTRY_COMPARE(m_payments->state(), State::Live);
        QCOMPARE(changed.count(), quiet);
    }

    void failureIsToldAndItKeepsTrying()
    {
        m_office->transport.putPayment(1, "succeeded");
        m_office->transport.setOffline(true);
        m_payments->start();
        QTRY_COMPARE(m_payments->state(), State::Failed);
        QCOMPARE(m_payments->lastError().code, ErrorCode::Unavailable);
        m_office->transport.setOffline(false);
        QTRY_COMPARE(m_payments->state(), State::Live);
        QCOMPARE(m_payments->count(), 1);
    }

    void refundNamesVersionAmountAndReason()
    {
        m_office->transport.putPayment(1, "succeeded", 6000);
        open();
        const auto outcome = test::wait(m_commands->requestRefund(payment(1), 2500, QStringLiteral("Wrong number")));
        QVERIFY(outcome.ok());
        QVERIFY(outcome->written);
        const auto row = m_office->transport.row("payments", FakeTransport::paymentId(1));
        QVERIFY(row["status"] == "refund_requested");
        QVERIFY(row["refund_requested_cents"] == 2500);
        QVERIFY(row["refund_reason"] == "Wrong number");
        QVERIFY(row["refunded_cents"] == 0);
        QCOMPARE(payment(1).status, PaymentStatus::RefundRequested);
    }

    void refundStaysWithinWhatWasPaid_data()
    {
        QTest::addColumn<qint64>("cents");
        QTest::addColumn<bool>("allowed");
        QTest::newRow("nothing") << qint64(0) << false;
        QTest::newRow("less than nothing") << qint64(-1) << false;
        QTest::newRow("a cent") << qint64(1) << true;
        QTest::newRow("all that is left") << qint64(5000) << true;
        QTest::newRow("a cent more") << qint64(5001) << false;
    }
    void refundStaysWithinWhatWasPaid()
    {
        QFETCH(qint64, cents);
        QFETCH(bool, allowed);
        nlohmann::json row = m_office->transport.putPayment(1, "succeeded", 6000);
        row["refunded_cents"] = 1000;
        m_office->transport.put("payments", row);
        open();
        const auto outcome = test::wait(m_commands->requestRefund(payment(1), cents, QStringLiteral("x")));
        QCOMPARE(outcome.ok(), allowed);
        QCOMPARE(m_office->transport.countOf("PATCH", "/rest/v1/payments"), allowed ? 1 : 0);
        if (!allowed)
            QCOMPARE(outcome.error().fields.value(0).field, QStringLiteral("amount"));
    }

    void secondRefundLosesToTheFirst()
    {
        m_office->transport.putPayment(1, "succeeded");
        open();
        const Payment seen = payment(1);
        QVERIFY(test::wait(m_commands->requestRefund(seen, 6000, QStringLiteral("a")))->written);
        const auto second = test::wait(m_commands->requestRefund(seen, 6000, QStringLiteral("b")));
        QVERIFY(second.ok());
        QVERIFY(!second->written);
        QCOMPARE(second->row.status, PaymentStatus::RefundRequested);
        QVERIFY(m_office->transport.row("payments", FakeTransport::paymentId(1))["refund_reason"] == "a");
    }

    void aLostAnswerIsNoSecondRefund()
    {
        m_office->transport.putPayment(1, "succeeded");
        open();
        m_office->transport.loseNextAnswer("PATCH", "/rest/v1/payments");
        const auto outcome = test::wait(m_commands->requestRefund(payment(1), 6000, QStringLiteral("a")));
        QVERIFY(!outcome.ok()); // one try a request in this fixture
        QTRY_COMPARE(payment(1).status, PaymentStatus::RefundRequested);
        QVERIFY(m_office->transport.row("payments", FakeTransport::paymentId(1))["version"] == 2);
    }

    void onlyWhatFailedIsTriedAgain()
    {
        m_office->transport.putPayment(1, "failed");
        m_office->transport.putPayment(2, "processing");
        open();
        QVERIFY(test::wait(m_commands->retry(payment(1)))->written);
        QCOMPARE(payment(1).status, PaymentStatus::Pending);
        const auto refused = test::wait(m_commands->retry(payment(2)));
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().remoteCode, QStringLiteral("P0001"));
    }

    void storyIsReadFromThreePlaces()
    {
        nlohmann::json row = m_office->transport.putPayment(1, "disputed");
        row["stripe_payment_intent_id"] = "pi_1";
        m_office->transport.put("payments", row);
        const std::string at = "2026-11-18T12:00:00+00:00";
        m_office->transport.put("payment_attempts", {{"id", FakeTransport::paymentId(7)},
                                                     {"payment_id", FakeTransport::paymentId(1)},
                                                     {"kind", "charge"},
                                                     {"number", 1},
                                                     {"amount_cents", 6000},
                                                     {"status", "succeeded"},
                                                     {"failure_message", nullptr},
                                                     {"created_at", at},
                                                     {"updated_at", at}});
        m_office->transport.put("stripe_events",
                                {{"id", "evt_1"},
                                 {"type", "charge.dispute.created"},
                                 {"created", "2026-11-19T12:00:00+00:00"},
                                 {"payload", {{"data", {{"object", {{"id", "dp_1"}, {"reason", "fraudulent"}}}}}}}});
        open();
        const auto story = test::wait(m_commands->story(payment(1)));
        QVERIFY(story.ok());
        QCOMPARE(story->size(), 3);
        QCOMPARE((*story)[1].kind, StoryKind::Paid);
        QCOMPARE((*story)[2].kind, StoryKind::Disputed);
        QCOMPARE((*story)[2].note, QStringLiteral("fraudulent"));
    }

    void theOpenPageIsFound()
    {
        m_office->transport.putPayment(1, "failed");
        open();
        const auto page = [&](int n, const nlohmann::json &about, const char *url, const nlohmann::json &expires) {
            m_office->transport.put("hosted_pages", {{"id", FakeTransport::paymentId(n)},
                                                     {"plumber_id", FakeTransport::plumberId(1)},
                                                     {"payment_id", about},
                                                     {"url", url},
                                                     {"expires_at", expires}});
        };
        const Timestamp now = *Timestamp::parse(QStringLiteral("2026-11-18T12:00:00Z"));
        QCOMPARE(test::wait(m_commands->hostedPage(payment(1), now)).error().code, ErrorCode::NotFound);
        page(11, nullptr, "https://checkout.stripe.com/old", "2026-11-18T11:00:00Z");
        QCOMPARE(test::wait(m_commands->hostedPage(payment(1), now)).error().code, ErrorCode::NotFound);
        page(12, nullptr, "https://checkout.stripe.com/card", "2026-11-19T11:00:00Z");
        const auto card = test::wait(m_commands->hostedPage(payment(1), now));
        QVERIFY(card.ok());
        QCOMPARE(card->url, QStringLiteral("https://checkout.stripe.com/card"));
        QCOMPARE(card->closesAt, Timestamp::parse(QStringLiteral("2026-11-19T11:00:00Z")));
        page(13, FakeTransport::paymentId(1), "https://hooks.stripe.com/confirm", nullptr);
        const auto confirm = test::wait(m_commands->hostedPage(payment(1), now));
        QVERIFY(confirm.ok());
        QCOMPARE(confirm->url, QStringLiteral("https://hooks.stripe.com/confirm"));
        QVERIFY(!confirm->closesAt);
    }

    /// A server that plumbers can reach leads on to Stripe by itself, also once Stripe's own page has closed.
    void theOfficesOwnLinkStaysGood()
    {
        m_office->transport.putPayment(1, "failed");
        m_office->transport.put("settings", {{"key", "public_url"}, {"value", "https://leads.office.example"}});
        m_office->transport.put("hosted_pages", {{"id", FakeTransport::paymentId(11)},
                                                 {"plumber_id", FakeTransport::plumberId(1)},
                                                 {"payment_id", nullptr},
                                                 {"url", "https://checkout.stripe.com/old"},
                                                 {"expires_at", "2026-11-18T11:00:00Z"}});
        open();
        const Timestamp now = *Timestamp::parse(QStringLiteral("2026-11-18T12:00:00Z"));
        const auto page = test::wait(m_commands->hostedPage(payment(1), now));
        QVERIFY(page.ok());
        QCOMPARE(page->url, QStringLiteral("https://leads.office.example/pages/") +
                                QString::fromStdString(FakeTransport::paymentId(11)));
        QVERIFY(!page->closesAt);
        m_office->transport.put("settings", {{"key", "public_url"}, {"value", ""}});
        QCOMPARE(test::wait(m_commands->hostedPage(payment(1), now)).error().code, ErrorCode::NotFound);
    }

    void exceptionsStayUntilSettled()
    {
        m_office->transport.put("billing_exceptions", {{"id", FakeTransport::paymentId(20)},
                                                       {"kind", "charge_without_row"},
                                                       {"payment_id", nullptr},
                                                       {"plumber_id", nullptr},
                                                       {"stripe_id", "pi_9"},
                                                       {"detail", "Stripe has a charge that no payment knows."},
                                                       {"found_at", "2026-11-18T03:00:00Z"},
                                                       {"settled_at", nullptr},
                                                       {"updated_at", "2026-11-18T03:00:00Z"},
                                                       {"version", 1}});
        open();
        QCOMPARE(m_payments->exceptions().size(), 1);
        const Timestamp now = *Timestamp::parse(QStringLiteral("2026-11-18T12:00:00Z"));
        QVERIFY(test::wait(m_commands->settle(m_payments->exceptions().first(), QStringLiteral("ada@office.test"), now))
                    .ok());
        QVERIFY(m_payments->exceptions().isEmpty());
        const auto row = m_office->transport.row("billing_exceptions", FakeTransport::paymentId(20));
        QVERIFY(row["settled_by"] == "ada@office.test");
        m_payments->syncNow();
        QTRY_COMPARE(m_payments->state(), State::Live);
        QVERIFY(m_payments->exceptions().isEmpty());
    }

    void anAssignmentBringsItsPayment()
    {
        QVERIFY(m_office->load());
        open();
        std::ignore = test::wait(m_office->commands.assign(m_office->lead(1), test::OfficeFixture::plumberId(1)));
        QTRY_COMPARE(m_payments->count(), 1);
        QCOMPARE(m_payments->payment(m_payments->newestFirst().value(0))->status, PaymentStatus::Pending);
        std::ignore = test::wait(m_office->commands.unassign(m_office->lead(1)));
        QTRY_COMPARE(m_payments->payment(m_payments->newestFirst().value(0))->status, PaymentStatus::Void);
    }
};

QTEST_GUILESS_MAIN(TestPaymentReplica)
#include "tst_paymentreplica.moc"
