#include "server/billing/eventcall.h"
#include "server/billing/paymentsync.h"
#include "tests/server/billing/moneyfixture.h"

#include <QRandomGenerator>
#include <QTest>

using namespace pl;
using namespace pl::billing;
using namespace pl::test;
using nlohmann::json;

/// Whatever happens at Stripe, and however its events arrive (shuffled, twice, late, while more happens), the rows end
/// the same. The rule and the reading of events are the product's, Stripe is the stand-in, and the store is a table of
/// rows with the unique index that the real one has; nothing waits, so that thousands of histories can be tried.
class TestEventHistories : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void endTheSame();
    void endTheSameInTheRealStore();
};

namespace {

constexpr int kRuns = 10'000;
constexpr int kRunsInTheStore = 25;

/// Rows of payments that follow Stripe as PaymentStore does it.
class Rows
{
public:
    json &operator[](const QUuid &id) { return m_rows[id]; }
    const std::map<QUuid, json> &all() const { return m_rows; }

    void add(const QUuid &id, const QUuid &lead, int cents)
    {
        m_rows[id] = {{"id", toJson(id)},
                      {"lead_id", toJson(lead)},
                      {"plumber_id", toJson(QUuid::createUuidV5(lead, QByteArray("p")))},
                      {"amount_cents", cents},
                      {"refunded_cents", 0},
                      {"currency", "usd"},
                      {"status", "processing"},
                      {"attempts", 1},
                      {"created_at", "2026-11-23T10:00:00+00:00"},
                      {"updated_at", "2026-11-23T10:00:00+00:00"},
                      {"version", 1}};
    }

    void follow(const StripePayment &stripe)
    {
        const auto found = m_rows.find(stripe.paymentId);
        if (found == m_rows.end())
            return;
        const auto row = PaymentRow::fromJson(found->second);
        json changes = changesFor(*row, stripe);
        if (breaksIndex(found->first, changes))
            changes = changesForDuplicate(*row, stripe);
        found->second.update(changes);
    }

private:
    static bool isLive(const json &row)
    {
        const std::string status = row["status"];
        return status == "pending" || status == "processing" || status == "succeeded" || status == "failed";
    }
    bool breaksIndex(const QUuid &id, const json &changes)
    {
        json changed = m_rows[id];
        changed.update(changes);
        if (!isLive(changed))
            return false;
        return std::any_of(m_rows.begin(), m_rows.end(), [&](const auto &other) {
            return other.first != id && other.second["lead_id"] == changed["lead_id"] && isLive(other.second);
        });
    }

    std::map<QUuid, json> m_rows;
};

/// Asks the stand-in as fetchPayment() does.
std::optional<StripePayment> fetched(StripeStandIn &stripe, const QString &intent)
{
    const auto ask = [&stripe](const QByteArray &target) {
        const auto answer = stripe.handle(
            {"GET", "/v1/" + target, {{"Authorization", "Bearer sk_test_standin"}, {"Stripe-Version", "2024-06-20"}}});
        return json::parse(answer.body.toStdString());
    };
    const json object = ask("payment_intents/" + intent.toUtf8() + "?expand[0]=latest_charge.refunds");
    const json disputes = StripePayment::isEverDisputed(object)
                              ? ask("disputes?payment_intent=" + intent.toUtf8())["data"]
                              : json::array();
    const auto payment = StripePayment::fromJson(object, disputes);
    return payment ? std::optional(*payment) : std::nullopt;
}

/// One world with its own dice.
class History
{
public:
    explicit History(quint32 seed) : m_dice(seed) {}

    /// Some payments are made, refunded, disputed… Now and then an event of the past arrives.
    void run()
    {
        prepare();
        const int steps = 3 + int(m_dice.bounded(10));
        for (int i = 0; i < steps; ++i) {
            happen();
            while (m_dice.bounded(3) == 0)
                deliverOne();
        }
    }

    /// All events arrive in an order of their own; some twice.
    void deliverAll()
    {
        std::vector<json> events = m_stripe.events();
        for (std::size_t i = 0; i < m_stripe.events().size() / 2; ++i)
            events.push_back(events[m_dice.bounded(quint32(m_stripe.events().size()))]);
        std::shuffle(events.begin(), events.end(), m_dice);
        for (const json &event : events)
            deliver(event);
    }

    /// Only one event of each payment arrives, none of the others ever.
    void deliverFew()
    {
        std::set<QString> seen;
        std::vector<json> events = m_stripe.events();
        std::shuffle(events.begin(), events.end(), m_dice);
        for (const json &event : events)
            if (const auto subject = subjectOf(typeOf(event), event);
                subject.kind == EventSubject::Kind::Intent && seen.insert(subject.id).second)
                deliver(event);
    }

    const std::map<QUuid, json> &rows() const { return m_rows.all(); }
    std::size_t events() const { return m_stripe.events().size(); }
    std::optional<std::string> complaint() const { return m_stripe.complaint(); }

private:
    static QString typeOf(const json &event) { return QString::fromStdString(event["type"].get<std::string>()); }

    json post(const QByteArray &path, const QByteArray &form)
    {
        const auto answer = m_stripe.handle({"POST",
                                             "/v1/" + path,
                                             {{"Authorization", "Bearer sk_test_standin"},
                                              {"Stripe-Version", "2024-06-20"},
                                              {"Content-Type", "application/x-www-form-urlencoded"},
                                              {"Idempotency-Key", "k" + QByteArray::number(++m_keys)}},
                                             form});
        return json::parse(answer.body.toStdString());
    }

    void prepare()
    {
        static constexpr const char *kCards[] = {"pm_card_visa", "pm_card_visa", "pm_card_visa",
                                                 "pm_card_chargeDeclined", "pm_card_authenticationRequired"};
        const std::string customer = post("customers", "email=a%40b.example")["id"];
        const QUuid lead = QUuid::createUuidV5(QUuid(), QByteArray("lead"));
        for (int i = 0; i < 3; ++i) {
            const QUuid id = QUuid::createUuidV5(QUuid(), QByteArray::number(i));
            const bool isSecondOfLead = i == 1 && m_dice.bounded(2) == 0;
            m_rows.add(id, i == 0 || isSecondOfLead ? lead : id, 2500);
            if (isSecondOfLead)
                m_rows[QUuid::createUuidV5(QUuid(), QByteArray::number(0))]["status"] = "refund_requested";
            const std::string card = m_stripe.giveCard(customer, kCards[m_dice.bounded(5)]);
            post("payment_intents", "amount=2500&currency=usd&customer=" + QByteArray::fromStdString(customer) +
                                        "&payment_method=" + QByteArray::fromStdString(card) +
                                        (m_dice.bounded(4) ? "&off_session=true" : "") + "&confirm=true&metadata[" +
                                        "payment_id]=" + id.toByteArray(QUuid::WithoutBraces));
        }
    }

    json pick(const char *kind)
    {
        const auto all = m_stripe.all(kind);
        return all.empty() ? json() : all[m_dice.bounded(quint32(all.size()))];
    }

    void happen()
    {
        const json intent = pick("payment_intent");
        const QByteArray id = QByteArray::fromStdString(intent["id"]);
        switch (m_dice.bounded(7)) {
        case 0:
        case 1:
            if (intent["status"] == "succeeded")
                post("refunds", "payment_intent=" + id + "&amount=" + QByteArray::number(1 + m_dice.bounded(2500)));
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
            post("payment_intents/" + id + (m_dice.bounded(3) ? "/confirm" : "/cancel"), "");
        }
    }

    void deliverOne() { deliver(m_stripe.events()[m_dice.bounded(quint32(m_stripe.events().size()))]); }

    void deliver(const json &event)
    {
        const auto subject = subjectOf(typeOf(event), event);
        if (subject.kind != EventSubject::Kind::Intent)
            return;
        if (const auto payment = fetched(m_stripe, subject.id); payment && !payment->paymentId.isNull())
            m_rows.follow(*payment);
    }

    QRandomGenerator m_dice;
    StripeStandIn m_stripe;
    Rows m_rows;
    int m_keys = 0;
};

/// The same dice make the same history at Stripe; only the deliveries differ afterwards.
std::map<QUuid, json> outcome(quint32 seed, void (History::*deliver)())
{
    History history(seed);
    history.run();
    (history.*deliver)();
    return history.rows();
}

} // namespace

void TestEventHistories::endTheSame()
{
    std::set<std::string> statuses;
    std::size_t events = 0;
    for (quint32 seed = 1; seed <= kRuns; ++seed) {
        History history(seed);
        history.run();
        history.deliverAll();
        QVERIFY2(!history.complaint(), history.complaint().value_or("").c_str());
        const auto once = history.rows();
        history.deliverAll(); // in another order, and all of it again
        const auto few = outcome(seed, &History::deliverFew);
        for (const auto &[id, row] : once) {
            statuses.insert(row["status"]);
            const std::string what = "seed " + std::to_string(seed) + ": " + row.dump() + " / " +
                                     history.rows().at(id).dump() + " / " + few.at(id).dump();
            QVERIFY2(history.rows().at(id) == row, what.c_str());
            QVERIFY2(few.at(id) == row, what.c_str());
            QVERIFY2(row["refunded_cents"].get<int>() <= row["amount_cents"].get<int>(), what.c_str());
        }
        events += history.events();
    }
    qInfo("%d histories with %zu events", kRuns, events);
    QVERIFY(statuses.size() >= 5); // the dice have seen most of what there is
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
    for (int i = 0; i < kRunsInTheStore; ++i) {
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
