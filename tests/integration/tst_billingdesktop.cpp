#include "models/tables/paymenttablemodel.h"
#include "tests/integration/desktop.h"
#include "tests/integration/people.h"
#include "tests/support/serverprocess.h"
#include "ui/billing/paymenttable.h"
#include "ui/billing/refundform.h"
#include "ui/widgets/chiplabel.h"

#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace pl;
using nlohmann::json;
using pl::tables::PaymentTableModel;
using pl::test::Desktop;
using pl::test::kAdmin;
using pl::test::kPassword;
using pl::test::kStaff;
using pl::test::ServerProcess;

namespace {

constexpr int kPaymentSoonMs = 5000; ///< ms: what the product promises for a payment

} // namespace

/// Billing against the real server and its database: the rows' rules are the database's own. What Stripe would have
/// brought about is written with the server's role.
class TestBillingDesktop : public QObject
{
    Q_OBJECT

    std::unique_ptr<ServerProcess> m_server;
    QString m_leadId;

    json rest(const char *method, const QString &query, const json &body = nullptr)
    {
        ServerProcess::Headers headers = m_server->serviceHeaders();
        headers += {{"Content-Type", "application/json"}, {"Prefer", "return=representation"}};
        return m_server
            ->request(method, QStringLiteral("/rest/v1/") + query, headers,
                      body.is_null() ? QByteArray() : QByteArray::fromStdString(body.dump()))
            .json();
    }
    void fill()
    {
        rest("DELETE", QStringLiteral("services?name=neq.Drain%20Cleaning")); // the preview shows the first
        rest("PATCH", QStringLiteral("services?name=eq.Drain%20Cleaning"), {{"price_cents", 2501}});
        const json ann = rest("POST", QStringLiteral("plumbers"),
                              {{"first_name", "Ann"},
                               {"last_name", "Lee"},
                               {"email", "ann@pipes.example"},
                               {"phone_number", "+15125550101"},
                               {"zip_code", "78701"},
                               {"services", {"Drain Cleaning"}}});
        const json lead = rest("POST", QStringLiteral("leads"),
                               {{"first_name", "Maria"},
                                {"last_name", "Gonzalez"},
                                {"email", "maria@home.example"},
                                {"phone_number", "+15125550143"},
                                {"service_needed", "Drain Cleaning"},
                                {"urgency", "day"},
                                {"assigned_plumber_id", ann[0]["id"]}});
        m_leadId = QString::fromStdString(lead[0]["id"].get<std::string>());
    }
    json payment() { return rest("GET", QStringLiteral("payments?lead_id=eq.") + m_leadId)[0]; }
    void serverWrites(const json &changes)
    {
        rest("PATCH", QStringLiteral("payments?lead_id=eq.") + m_leadId, changes);
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<ServerProcess>();
        QVERIFY2(m_server->start(), m_server->errorOutput());
        for (const auto &[email, role] : {std::pair(kStaff, "staff"), std::pair(kAdmin, "admin")}) {
            const auto added = m_server->addUser(email, QLatin1String(role), kPassword);
            QVERIFY2(added.exitCode == 0, added.errorOutput);
        }
        fill();
    }
    void cleanupTestCase() { m_server.reset(); }

    void staffSeeNoPayments()
    {
        Desktop desktop;
        QVERIFY(desktop.signIn(m_server->url(), kStaff, kPassword));
        QVERIFY(!desktop.find<QWidget>("side_billing"));
        ServerProcess::Headers headers = m_server->userHeaders(kStaff, kPassword);
        QVERIFY(m_server->request("GET", QStringLiteral("/rest/v1/payments"), headers).json() == json::array());
    }

    void paidThenRefundedByKeys()
    {
        Desktop desktop;
        QVERIFY(desktop.signIn(m_server->url(), kAdmin, kPassword));
        QVERIFY(desktop.activate());
        desktop.press(Qt::Key_7, Qt::ControlModifier);
        auto *table = desktop.find<ui::PaymentTable>("paymentsTable");
        const auto state = [&] { return desktop.find<ui::ChipLabel>("paneState")->text(); };
        QTRY_COMPARE(table->model()->rowCount(), 1);
        // The database's price: 25.01 times 1.5, half a cent up.
        QCOMPARE(table->model()->index(0, PaymentTableModel::AmountColumn).data().toString(), QStringLiteral("$37.52"));
        QCOMPARE(desktop.find<QLabel>("paneAmount")->text(), QStringLiteral("$37.52"));
        QCOMPARE(state(), QStringLiteral("Waiting"));

        serverWrites({{"status", "succeeded"}, {"stripe_payment_intent_id", "pi_1"}, {"attempts", 1}});
        QTRY_COMPARE_WITH_TIMEOUT(state(), QStringLiteral("Paid"), kPaymentSoonMs);

        table->setFocus();
        desktop.press(Qt::Key_R);
        auto *form = desktop.find<ui::RefundForm>("refundForm");
        QTRY_VERIFY(form->isVisible());
        auto *amount = form->findChild<QLineEdit *>(QStringLiteral("amount"));
        amount->selectAll();
        QTest::keyClicks(amount, QStringLiteral("12.52"));
        QTest::keyClicks(form->findChild<QLineEdit *>(QStringLiteral("reason")), QStringLiteral("Wrong number"));
        QTest::keyClick(form, Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(state(), QStringLiteral("Refund requested"));
        QVERIFY(payment()["status"] == "refund_requested");
        QVERIFY(payment()["refund_requested_cents"] == 1252);

        serverWrites({{"status", "succeeded"}, {"refunded_cents", 1252}, {"refund_requested_cents", nullptr}});
        QTRY_COMPARE_WITH_TIMEOUT(state(), QStringLiteral("Refunded $12.52"), kPaymentSoonMs);
        QTRY_VERIFY(desktop.noticeText().contains(QStringLiteral("$12.52 refunded to Ann Lee")));
    }

    /// The story's three questions, the dispute's containment filter among them, are ones the dialect answers.
    void historyComesFromTheDatabase()
    {
        const std::string id = payment()["id"];
        rest("POST", QStringLiteral("payment_attempts"),
             {{"payment_id", id}, {"kind", "charge"}, {"number", 1}, {"amount_cents", 3752}, {"status", "succeeded"}});
        rest("POST", QStringLiteral("stripe_events"),
             {{"id", "evt_1"},
              {"type", "charge.dispute.created"},
              {"created", "2030-01-01T00:00:00Z"},
              {"payload",
               {{"data",
                 {{"object",
                   {{"id", "dp_1"}, {"payment_intent", "pi_1"}, {"amount", 3752}, {"reason", "fraudulent"}}}}}}}});
        rest("POST", QStringLiteral("stripe_events"),
             {{"id", "evt_2"},
              {"type", "charge.dispute.created"},
              {"created", "2030-01-01T00:00:00Z"},
              {"payload",
               {{"data", {{"object", {{"id", "dp_2"}, {"payment_intent", "pi_other"}, {"amount", 9900}}}}}}}});
        Desktop desktop;
        QVERIFY(desktop.signIn(m_server->url(), kAdmin, kPassword));
        QVERIFY(desktop.activate());
        desktop.press(Qt::Key_7, Qt::ControlModifier);
        const auto lines = [&] {
            QStringList texts;
            for (const QLabel *label : desktop.window()->findChildren<QLabel *>(QStringLiteral("storyLine")))
                texts += label->text();
            return texts.join(u'|');
        };
        QTRY_VERIFY2(lines().contains(QStringLiteral("Ann Lee disputed $37.52 with the bank: fraudulent")),
                     qPrintable(lines()));
        QVERIFY(lines().contains(QStringLiteral("$37.52 paid")));
        QVERIFY(!lines().contains(QStringLiteral("$99.00")));
    }

    void aPriceChangedInTheWindowIsWhatTheNextLeadCosts()
    {
        Desktop desktop;
        QVERIFY(desktop.signIn(m_server->url(), kAdmin, kPassword));
        QVERIFY(desktop.activate());
        desktop.press(Qt::Key_8, Qt::ControlModifier);
        auto *factor = desktop.find<QLineEdit>("rule_day");
        QTRY_COMPARE(factor->text(), QStringLiteral("1.5"));
        QTRY_VERIFY(factor->isEnabled());
        factor->setFocus();
        factor->selectAll();
        QTest::keyClicks(factor, QStringLiteral("2.005"));
        QTest::keyClick(factor, Qt::Key_Return);
        QTRY_VERIFY(desktop.noticeText().contains(QStringLiteral("Price rules saved")));
        const json plumber = rest("GET", QStringLiteral("plumbers"))[0]["id"];
        const json lead = rest("POST", QStringLiteral("leads"),
                               {{"first_name", "Iris"},
                                {"last_name", "Bell"},
                                {"email", "iris@home.example"},
                                {"phone_number", "+15125550144"},
                                {"service_needed", "Drain Cleaning"},
                                {"urgency", "day"},
                                {"assigned_plumber_id", plumber}});
        const QString id = QString::fromStdString(lead[0]["id"].get<std::string>());
        const json made = rest("GET", QStringLiteral("payments?lead_id=eq.") + id)[0];
        QCOMPARE(made["amount_cents"].get<int>(), 5015); // 25.01 * 2.005 = 50.14505
        const QString shown = desktop.find<QTableView>("pricesTable")->model()->index(0, 2).data().toString();
        QCOMPARE(shown, QStringLiteral("$50.15"));
    }
};

QTEST_MAIN(TestBillingDesktop)
#include "tst_billingdesktop.moc"
