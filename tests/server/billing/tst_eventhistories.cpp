#include "server/billing/eventcall.h"
#include "server/billing/paymentsync.h"
#include "tests/server/billing/moneyfixture.h"

#include <QRandomGenerator>
#include <QTest>

using namespace pl;
using namespace pl::billing;
using namespace pl::test;
using nlohmann::json;

/// Whatever happens at Stripe, and however its events arrive (shuffled, twice, late, while more happens, or not at all
/// but for one of each payment), the rows end the same.
class TestEventHistories : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void endTheSame();
    void endTheSameInTheRealStore();
};

namespace {

constexpr quint32 kRuns = 10'000;
constexpr int kLeadsInTheStore = 25;

json newRow(const QUuid &id, bool isAskedAgain)
{
    return {{"id", toJson(id)},
            {"lead_id", toJson(id)},
            {"plumber_id", toJson(id)},
            {"leads", {{"assigned_plumber_id", toJson(id)}}},
            {"amount_cents", 2500},
            {"refunded_cents", 0},
            {"currency", "usd"},
            {"status", isAskedAgain ? "pending" : "processing"},
            {"attempts", 1},
            {"created_at", "2026-11-23T10:00:00+00:00"},
            {"updated_at", "2026-11-23T10:00:00+00:00"},
            {"version", 1},
            {"stripe_payment_intent_id", nullptr},
            {"stripe_charge_id", nullptr},
            {"receipt_url", nullptr},
            {"failure_code", nullptr},
            {"failure_message", nullptr},
            {"refund_requested_cents", nullptr}};
}

/// The row as the product's rule leaves it.
void follow(json &row, const StripePayment &stripe)
{
    row.update(changesFor(*PaymentRow::fromJson(row), stripe));
}

/// One world: two payments at Stripe to which something happens again and again, and the rows that hear of it. The same
/// `seed` makes the same world; `post` is the dice of the postman, who shuffles, repeats and drops.
class History
{
public:
    History(quint32 seed, quint32 post) : m_dice(seed), m_post(post) {}

    void run()
    {
        begin();
        const quint32 steps = 2 + m_dice.bounded(8);
        for (quint32 i = 0; i < steps; ++i) {
            happen();
            while (m_post.bounded(3) == 0)
                deliver(m_stripe.events()[m_post.bounded(quint32(m_stripe.events().size()))]);
        }
        deliverRest();
    }

    const std::map<QUuid, json> &rows() const { return m_rows; }
    /// What rows would be that hear of the end alone, once.
    std::map<QUuid, json> expected()
    {
        std::map<QUuid, json> rows;
        for (const auto &[id, first] : m_first) {
            rows[id] = first;
            follow(rows[id], fetched(m_intents.at(id)));
        }
        return rows;
    }
    std::size_t deliveries() const { return m_deliveries; }
    std::string complaint() const { return m_stripe.complaint().value_or(std::string()); }

private:
    void begin()
    {
        static constexpr const char *kCards[] = {"pm_card_visa", "pm_card_visa", "pm_card_visa",
                                                 "pm_card_chargeDeclined", "pm_card_authenticationRequired"};
        const std::string customer = m_stripe.ask("POST", "customers", "email=a%40b.example")["id"];
        for (int i = 0; i < 2; ++i) {
            const QUuid id = QUuid::createUuidV5(QUuid(), QByteArray::number(i));
            m_first[id] = m_rows[id] = newRow(id, m_dice.bounded(6) == 0);
            const std::string card = m_stripe.giveCard(customer, kCards[m_dice.bounded(5)]);
            const char *mode = m_dice.bounded(4) ? "&off_session=true" : "";
            m_stripe.ask("POST", "payment_intents",
                         "amount=2500&currency=usd&customer=" + QByteArray::fromStdString(customer) +
                             "&payment_method=" + QByteArray::fromStdString(card) + mode +
                             "&confirm=true&metadata[payment_id]=" + id.toByteArray(QUuid::WithoutBraces));
            m_intents[id] = QString::fromStdString(m_stripe.ids("payment_intent").back());
        }
    }

    json pick(const char *kind)
    {
        const auto ids = m_stripe.ids(kind);
        return ids.empty() ? json() : m_stripe.object(ids[m_dice.bounded(quint32(ids.size()))]);
    }

    void happen()
    {
        m_known.clear();
        const json intent = pick("payment_intent");
        const QByteArray id = QByteArray::fromStdString(intent["id"]);
        switch (m_dice.bounded(7)) {
        case 0:
        case 1:
            if (intent["status"] == "succeeded") // whole as often as in part
                m_stripe.ask("POST", "refunds",
                             "payment_intent=" + id +
                                 (m_dice.bounded(2) ? "&amount=" + QByteArray::number(1 + m_dice.bounded(2500)) : ""));
            break;
        case 2:
            if (const json refund = pick("refund"); !refund.is_null())
                m_stripe.failRefund(refund["id"]);
            break;
        case 3:
            if (const json charge = pick("charge"); !charge.is_null() && charge["disputed"] == false)
                m_stripe.openDispute(charge["id"]);
            break;
        case 4:
            if (const json dispute = pick("dispute"); !dispute.is_null())
                m_stripe.closeDispute(dispute["id"], m_dice.bounded(2) ? "won" : "lost");
            break;
        case 5:
            if (intent["status"] == "requires_action")
                m_stripe.answerBank(intent["id"], m_dice.bounded(2) == 0);
            break;
        default:
            m_stripe.ask("POST", "payment_intents/" + id + (m_dice.bounded(3) ? "/confirm" : "/cancel"), {});
        }
    }

    /// Some events, some of them twice, in any order; of each payment at least one.
    void deliverRest()
    {
        std::vector<const json *> letters;
        std::map<QString, const json *> last;
        for (const json &event : m_stripe.events()) {
            last[subjectOf(typeOf(event), event).id] = &event;
            for (quint32 copies = m_post.bounded(3); copies > 0; --copies)
                letters.push_back(&event);
        }
        for (const auto &[subject, event] : last)
            letters.push_back(event);
        std::shuffle(letters.begin(), letters.end(), m_post);
        for (const json *event : letters)
            deliver(*event);
    }

    static QString typeOf(const json &event) { return QString::fromStdString(event["type"]); }

    void deliver(const json &event)
    {
        const auto subject = subjectOf(typeOf(event), event);
        if (subject.kind != EventSubject::Kind::Intent)
            return;
        ++m_deliveries;
        const StripePayment &stripe = fetched(subject.id);
        follow(m_rows.at(stripe.paymentId), stripe);
    }

    /// As fetchPayment() asks; the answer is kept while nothing happens.
    const StripePayment &fetched(const QString &intent)
    {
        if (const auto known = m_known.find(intent); known != m_known.end())
            return known->second;
        const QByteArray id = intent.toUtf8();
        const json object = m_stripe.ask("GET", "payment_intents/" + id, "expand[0]=latest_charge.refunds");
        const json disputes = StripePayment::isEverDisputed(object)
                                  ? m_stripe.ask("GET", "disputes", "payment_intent=" + id)["data"]
                                  : json::array();
        return m_known[intent] = *StripePayment::fromJson(object, disputes);
    }

    QRandomGenerator m_dice;
    QRandomGenerator m_post;
    StripeStandIn m_stripe;
    std::map<QUuid, json> m_first;
    std::map<QUuid, json> m_rows;
    std::map<QUuid, QString> m_intents;
    std::map<QString, StripePayment> m_known;
    std::size_t m_deliveries = 0;
};

} // namespace

void TestEventHistories::endTheSame()
{
    std::map<std::string, int> statuses;
    std::size_t deliveries = 0;
    for (quint32 seed = 1; seed <= kRuns; ++seed) {
        History history(seed, seed + 1'000'000);
        history.run();
        QCOMPARE(history.complaint(), std::string());
        for (const auto &[id, row] : history.expected()) {
            const std::string what =
                "seed " + std::to_string(seed) + ": " + history.rows().at(id).dump() + " instead of " + row.dump();
            QVERIFY2(history.rows().at(id) == row, what.c_str());
            QVERIFY2(row["refunded_cents"].get<int>() <= row["amount_cents"].get<int>(), what.c_str());
            ++statuses[row["status"].get<std::string>()];
        }
        deliveries += history.deliveries();
    }
    qInfo("%u histories with %zu deliveries", kRuns, deliveries);
    for (const char *status : {"succeeded", "failed", "refunded", "disputed", "pending"})
        QVERIFY2(statuses[status] > 100, status); // the dice have seen all there is
}

/// The same through the workers and the store's own rules: charges of some plumbers, refunds asked for and leads taken
/// away at random, while events arrive in any order.
void TestEventHistories::endTheSameInTheRealStore()
{
    MoneyFixture money;
    QRandomGenerator dice(7);
    const QUuid visa = money.addPlumber("pm_card_visa");
    const QUuid bank = money.addPlumber("pm_card_authenticationRequired");
    QList<QUuid> leads;
    money.start();
    for (int i = 0; i < kLeadsInTheStore; ++i) {
        leads += money.addLead();
        money.assign(leads.last(), dice.bounded(3) ? visa : bank);
        const QUuid lead = leads.at(qsizetype(dice.bounded(quint32(leads.size()))));
        if (dice.bounded(4) == 0)
            money.unassign(lead);
        for (const json &intent : money.stripe.all("payment_intent"))
            if (intent["status"] == "requires_action" && dice.bounded(2))
                money.stripe.answerBank(intent["id"], dice.bounded(2));
        if (dice.bounded(3) == 0)
            money.deliverEvents();
    }
    money.deliverEvents();
    QTRY_COMPARE_WITH_TIMEOUT(money.rows("payments?status=in.(pending,processing,refund_requested)").size() +
                                  money.rows("stripe_events?processed_at=is.null").size(),
                              std::size_t(0), 20'000);
    money.stop();
    const auto left = money.reconcile(false);
    QVERIFY(left.ok());
    for (const auto &difference : left->left)
        qWarning("%s", qPrintable(difference.detail));
    QVERIFY(left->left.isEmpty());
}

QTEST_GUILESS_MAIN(TestEventHistories)
#include "tst_eventhistories.moc"
