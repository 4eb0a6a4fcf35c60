#include "server/main/demo/demopayments.h"

#include <QSet>
#include <QTest>

using namespace pl;
using namespace pl::demo;
using nlohmann::json;

/// The sample payments keep the rules that real ones keep.
class TestDemoPayments : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyStoryAddsUp()
    {
        const Timestamp now = Timestamp::fromMSecs(1'795'000'000'000);
        QHash<QString, Timestamp> assigned;
        json rows = json::array();
        for (int i = 0; i < 200; ++i) {
            const std::string lead = "lead" + std::to_string(i);
            assigned.insert(QString::fromStdString(lead), now.addSeconds(-60 * 60 * i));
            rows.push_back({{"id", "payment" + std::to_string(i)}, {"lead_id", lead}, {"amount_cents", 2501}});
        }
        rows.push_back({{"id", "another"}, {"lead_id", "another"}, {"amount_cents", 100}});
        DemoPayments payments(assigned, now);
        payments.settle(rows);
        QCOMPARE(payments.updates().size(), std::size_t(200));
        QSet<QString> states;
        qint64 refunded = 0;
        for (const auto &[id, changes] : payments.updates()) {
            const std::string status = changes.value("status", "pending");
            states.insert(QString::fromStdString(status));
            refunded += changes.value("refunded_cents", 0);
            QVERIFY(changes.value("refunded_cents", 0) <= 2501);
            QVERIFY((status == "failed") == changes.contains("failure_message"));
        }
        QCOMPARE(states,
                 (QSet<QString>{QStringLiteral("pending"), QStringLiteral("succeeded"), QStringLiteral("failed"),
                                QStringLiteral("refunded"), QStringLiteral("disputed")}));
        qint64 triedRefunds = 0;
        for (const json &attempt : payments.attempts())
            if (attempt["kind"] == "refund")
                triedRefunds += attempt["amount_cents"].get<qint64>();
        QCOMPARE(triedRefunds, refunded);
    }
};

QTEST_GUILESS_MAIN(TestDemoPayments)
#include "tst_demopayments.moc"
