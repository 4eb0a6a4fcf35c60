#include "models/domain/paymentstory.h"
#include "models/domain/paymenttotals.h"
#include "models/domain/statement.h"

#include <QTest>

using namespace pl;
using nlohmann::json;

namespace {

constexpr qint64 kNoon = 1'795'003'200'000; // 2026-11-18 12:00 UTC: the same day nearly everywhere

Payment payment(PaymentStatus status, qint64 cents = 6000, qint64 refunded = 0)
{
    Payment p;
    p.id = QUuid::createUuid();
    p.leadId = QUuid::createUuid();
    p.plumberId = QUuid::fromString(QStringLiteral("{10000000-0000-4000-8000-000000000001}"));
    p.amountCents = cents;
    p.refundedCents = refunded;
    p.currency = QStringLiteral("usd");
    p.status = status;
    p.createdAt = p.updatedAt = Timestamp::fromMSecs(kNoon);
    return p;
}

DisputeEvent dispute(const char *id, const char *type, int seconds, const json &object)
{
    const json row{{"id", id},
                   {"type", type},
                   {"created", Timestamp::fromMSecs(kNoon).addSeconds(seconds).toString().toStdString()},
                   {"payload", {{"id", id}, {"data", {{"object", object}}}}}};
    return *DisputeEvent::fromJson(row);
}

PaymentAttempt attempt(AttemptKind kind, AttemptStatus status, int seconds, const char *failure = nullptr)
{
    PaymentAttempt a;
    a.kind = kind;
    a.status = status;
    a.amountCents = 6000;
    a.createdAt = Timestamp::fromMSecs(kNoon).addSeconds(seconds - 1);
    a.updatedAt = Timestamp::fromMSecs(kNoon).addSeconds(seconds);
    if (failure)
        a.failureMessage = QString::fromUtf8(failure);
    return a;
}

QList<StoryKind> kinds(const QList<StoryLine> &story)
{
    QList<StoryKind> list;
    for (const StoryLine &line : story)
        list += line.kind;
    return list;
}

} // namespace

class TestPayment : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void totalsByOutcome()
    {
        PaymentTotals totals;
        for (const auto &[status, refunded] : {std::pair(PaymentStatus::Succeeded, 0),
                                               {PaymentStatus::Succeeded, 1000},
                                               {PaymentStatus::Refunded, 6000},
                                               {PaymentStatus::RefundRequested, 0},
                                               {PaymentStatus::Pending, 0},
                                               {PaymentStatus::Processing, 0},
                                               {PaymentStatus::Failed, 0},
                                               {PaymentStatus::Disputed, 0},
                                               {PaymentStatus::Void, 0}})
            totals.add(payment(status, 6000, refunded));
        QCOMPARE(totals.paid.count, 3);
        QCOMPARE(totals.paid.sum.cents(QStringLiteral("usd")), 6000 + 5000 + 6000);
        QCOMPARE(totals.onItsWay.count, 2);
        QCOMPARE(totals.needsAttention.count, 2);
        QCOMPARE(totals.refunded.count, 2);
        QCOMPARE(totals.refunded.sum.cents(QStringLiteral("usd")), 7000);
    }

    void onlyWhatIsPaidCanBeRefunded()
    {
        QCOMPARE(payment(PaymentStatus::Succeeded, 6000, 1000).refundableCents(), 5000);
        for (const auto status : {PaymentStatus::Pending, PaymentStatus::Processing, PaymentStatus::Failed,
                                  PaymentStatus::RefundRequested, PaymentStatus::Disputed, PaymentStatus::Void})
            QCOMPARE(payment(status).refundableCents(), 0);
    }

    void storyOfADeclineThatWasPaidLater()
    {
        const Payment p = payment(PaymentStatus::Succeeded);
        const auto history = [&](LeadEventKind kind, const char *actor, int seconds) {
            LeadEvent event;
            event.kind = kind;
            event.actor = QLatin1StringView(actor);
            event.plumberId = p.plumberId;
            event.at = p.createdAt.addSeconds(seconds);
            return event;
        };
        const auto story = storyOf(p,
                                   {history(LeadEventKind::Assigned, "ada@office.test", 0),
                                    history(LeadEventKind::Accepted, "ann@pipes.test", 30)},
                                   {attempt(AttemptKind::Charge, AttemptStatus::Succeeded, 90),
                                    attempt(AttemptKind::Charge, AttemptStatus::Failed, 5, "Your card was declined."),
                                    attempt(AttemptKind::Charge, AttemptStatus::NeedsAction, 60)},
                                   {});
        QCOMPARE(kinds(story), (QList{StoryKind::Made, StoryKind::Declined, StoryKind::NeedsPlumber, StoryKind::Paid}));
        QCOMPARE(story[0].actor, QStringLiteral("ada@office.test"));
        QCOMPARE(story[1].note, QStringLiteral("Your card was declined."));
    }

    void storyOfARefundThatFailed()
    {
        const Payment p = payment(PaymentStatus::Succeeded);
        const auto story = storyOf(p, {},
                                   {attempt(AttemptKind::Charge, AttemptStatus::Succeeded, 5),
                                    attempt(AttemptKind::Refund, AttemptStatus::Failed, 99, "expired card"),
                                    attempt(AttemptKind::Refund, AttemptStatus::Started, 200)},
                                   {});
        QCOMPARE(kinds(story),
                 (QList{StoryKind::Made, StoryKind::Paid, StoryKind::RefundFailed, StoryKind::RefundStarted}));
        QCOMPARE(story[2].note, QStringLiteral("expired card"));
    }

    void disputesInAnyOrderAndTwice()
    {
        const Payment p = payment(PaymentStatus::Disputed);
        const json open{
            {"id", "dp_1"}, {"status", "needs_response"}, {"amount", 6000}, {"reason", "product_not_received"}};
        const json lost{{"id", "dp_1"}, {"status", "lost"}, {"amount", 6000}};
        const auto story = storyOf(p, {}, {attempt(AttemptKind::Charge, AttemptStatus::Succeeded, 5)},
                                   {dispute("evt_3", "charge.dispute.closed", 90, lost),
                                    dispute("evt_1", "charge.dispute.created", 60, open),
                                    dispute("evt_2", "charge.dispute.updated", 70, open),
                                    dispute("evt_1", "charge.dispute.created", 60, open)});
        QCOMPARE(kinds(story), (QList{StoryKind::Made, StoryKind::Paid, StoryKind::Disputed, StoryKind::DisputeLost}));
        QCOMPARE(story[2].note, QStringLiteral("product not received"));
    }

    void theRowFillsInWhatNoEventReported()
    {
        Payment p = payment(PaymentStatus::RefundRequested);
        p.refundReason = QStringLiteral("Wrong number");
        p.refundRequestedCents = 2000;
        const auto story = storyOf(p, {}, {}, {});
        QCOMPARE(kinds(story), (QList{StoryKind::Made, StoryKind::RefundRequested}));
        QCOMPARE(story[1].money.cents, 2000);
        QCOMPARE(story[1].note, QStringLiteral("Wrong number"));
    }

    void hostilePayloadsAreRead()
    {
        for (const json &payload :
             {json(), json("text"), json::array(), json{{"data", 7}}, json{{"data", {{"object", nullptr}}}},
              json{{"data", {{"object", {{"id", 5}, {"amount", "x"}, {"last_payment_error", nullptr}}}}}}}) {
            const json row{{"id", "evt_1"},
                           {"type", "charge.dispute.created"},
                           {"created", "2026-11-18T12:00:00Z"},
                           {"payload", payload}};
            const auto read = DisputeEvent::fromJson(row);
            QVERIFY(read.ok());
            QCOMPARE(read->amountCents, 0);
        }
    }

    void statementOfAMonth()
    {
        Plumber ann;
        ann.id = payment(PaymentStatus::Void).plumberId;
        Lead lead;
        lead.firstName = QStringLiteral("Maria");
        lead.serviceNeeded = QStringLiteral("Burst Pipe Repair");
        Payment earlier = payment(PaymentStatus::Succeeded);
        earlier.createdAt = earlier.createdAt.addSeconds(-40 * 24 * 3600);
        Payment others = payment(PaymentStatus::Succeeded);
        others.plumberId = QUuid::createUuid();
        Payment first = payment(PaymentStatus::Refunded, 4000, 4000);
        first.createdAt = first.createdAt.addSeconds(-3600);
        const QList<Payment> all{payment(PaymentStatus::Succeeded),
                                 payment(PaymentStatus::Void),
                                 earlier,
                                 others,
                                 payment(PaymentStatus::Failed, 100),
                                 first};
        const Statement statement =
            makeStatement(ann, QDate(2026, 11, 1), all, QStringLiteral("usd"), [&](const QUuid &) { return &lead; });
        QCOMPARE(statement.lines.size(), 3);
        QCOMPARE(statement.lines[0].payment.id, first.id);
        QCOMPARE(statement.lines[0].customer, QStringLiteral("Maria"));
        const QString usd = QStringLiteral("usd");
        QCOMPARE(statement.charged.cents(usd), 10000);
        QCOMPARE(statement.refunded.cents(usd), 4000);
        QCOMPARE(statement.paid.cents(usd), 6000);
        QCOMPARE(statement.open.cents(usd), 100);
    }
};

QTEST_GUILESS_MAIN(TestPayment)
#include "tst_payment.moc"
