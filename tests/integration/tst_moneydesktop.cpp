#include "models/tables/leadtablemodel.h"
#include "models/tables/paymenttablemodel.h"
#include "tests/integration/desktop.h"
#include "tests/integration/moneyoffice.h"
#include "tests/integration/people.h"
#include "ui/billing/paymenttable.h"
#include "ui/billing/refundform.h"
#include "ui/widgets/chiplabel.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QTest>

using namespace pl;
using namespace pl::test;
using nlohmann::json;
using pl::tables::LeadTableModel;
using pl::tables::PaymentTableModel;

namespace {

const QString kAda = QStringLiteral("ada@office.example");
constexpr int kChargeSoonMs = 5000; ///< ms: what the product promises for a payment

} // namespace

/// The whole way of the money with nothing left out but Stripe itself: a window, the server program, its database, a
/// Stripe on a port with its webhooks, keys.
class TestMoneyDesktop : public QObject
{
    Q_OBJECT

    std::unique_ptr<MoneyOffice> m_office;

    QString lines(Desktop &desktop)
    {
        QStringList texts;
        for (const QLabel *label : desktop.window()->findChildren<QLabel *>(QStringLiteral("storyLine")))
            texts += label->text();
        return texts.join(u'|');
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_office = std::make_unique<MoneyOffice>();
        m_office->server().setEnvironment(QStringLiteral("PUBLIC_URL"), QStringLiteral("https://leads.office.example"));
        QVERIFY2(m_office->start(), m_office->server().errorOutput());
        const auto added =
            m_office->server().run({QStringLiteral("user"), QStringLiteral("add"), kAda, QStringLiteral("--role"),
                                    QStringLiteral("admin"), QStringLiteral("--password-stdin")},
                                   kPassword.toUtf8() + '\n');
        QVERIFY2(added.exitCode == 0, added.errorOutput);
    }
    void cleanupTestCase()
    {
        QCOMPARE(m_office->stripe().complaint(), std::nullopt);
        QCOMPARE(m_office->leakInLog(), QByteArray());
        QCOMPARE(m_office->server().stop(), 0);
        m_office.reset();
    }

    void assignedChargedPaidRefunded()
    {
        QVERIFY(!m_office->addPlumber("Novak").empty());
        QTRY_VERIFY_WITH_TIMEOUT(!m_office->stripe().all("checkout.session").empty(), kChargeSoonMs);
        QTRY_COMPARE(m_office->rows(QStringLiteral("plumbers?stripe_customer_id=not.is.null")).size(), std::size_t(1));
        m_office->stripe().fillSetupPage(m_office->stripe().all("customer")[0]["id"], "pm_card_visa");
        QTRY_COMPARE_WITH_TIMEOUT(m_office->rows(QStringLiteral("plumbers?payment_ready=is.true")).size(),
                                  std::size_t(1), kChargeSoonMs);
        const std::string lead = MoneyOffice::newId();
        QVERIFY(m_office->addLead(lead, {}));

        Desktop desktop;
        QVERIFY(desktop.signIn(m_office->server().url(), kAda, kPassword));
        QVERIFY(desktop.activate());
        const QString maria = QStringLiteral("Maria Gonzalez");
        QTRY_VERIFY(!desktop.cell(maria, LeadTableModel::StatusColumn).isEmpty());
        QVERIFY(desktop.select(maria));
        desktop.press(Qt::Key_A);
        QTRY_VERIFY(desktop.popoverIsOpen("assignPopup"));
        desktop.type(QStringLiteral("novak"));
        QElapsedTimer time;
        time.start();
        desktop.press(Qt::Key_Return);
        QTRY_VERIFY(desktop.noticeText().contains(QStringLiteral("Pat Novak")));

        desktop.press(Qt::Key_7, Qt::ControlModifier);
        auto *table = desktop.find<ui::PaymentTable>("paymentsTable");
        const auto state = [&] { return desktop.find<ui::ChipLabel>("paneState")->text(); };
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 1, kChargeSoonMs);
        QTRY_COMPARE_WITH_TIMEOUT(state(), QStringLiteral("Paid"), kChargeSoonMs);
        qInfo("assigned, charged and paid in the window in %lld ms", time.elapsed());
        QVERIFY(time.elapsed() < kChargeSoonMs);
        QCOMPARE(m_office->stripe().all("charge").size(), std::size_t(1));
        QTRY_COMPARE_WITH_TIMEOUT(
            m_office->rows(QStringLiteral("stripe_events?type=eq.payment_intent.succeeded&processed_at=not.is.null"))
                .size(),
            std::size_t(1), kChargeSoonMs);
        QTRY_VERIFY2(lines(desktop).contains(QStringLiteral("$25.00 paid")), qPrintable(lines(desktop)));

        table->setFocus();
        desktop.press(Qt::Key_R);
        auto *form = desktop.find<ui::RefundForm>("refundForm");
        QTRY_VERIFY(form->isVisible());
        auto *amount = form->findChild<QLineEdit *>(QStringLiteral("amount"));
        amount->selectAll();
        QTest::keyClicks(amount, QStringLiteral("10"));
        QTest::keyClicks(form->findChild<QLineEdit *>(QStringLiteral("reason")), QStringLiteral("Wrong number"));
        time.restart();
        QTest::keyClick(form, Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(state(), QStringLiteral("Refunded $10.00"), kChargeSoonMs);
        qInfo("refunded in the window in %lld ms", time.elapsed());
        QTRY_VERIFY(desktop.noticeText().contains(QStringLiteral("$10.00 refunded to Pat Novak")));
        const auto refunds = m_office->stripe().all("refund");
        QCOMPARE(refunds.size(), std::size_t(1));
        QVERIFY(refunds[0]["amount"] == 1000);
        QTRY_COMPARE(m_office->stripeServer().waitingEvents(), std::size_t(0));
        QTRY_COMPARE(
            m_office->rows(QStringLiteral("stripe_events?type=eq.charge.refunded&processed_at=not.is.null")).size(),
            std::size_t(1));
        QCOMPARE(state(), QStringLiteral("Refunded $10.00"));
    }

    /// What the bank declines says why; the plumber gives another card by the office's link, and another try is paid.
    void declinedThenPaidWithAnotherCard()
    {
        const std::string customer = m_office->stripe().all("customer")[0]["id"];
        m_office->stripe().makeDefault(
            customer, m_office->stripe().giveCard(customer, "pm_card_chargeDeclinedInsufficientFunds"));
        const std::string lead = MoneyOffice::newId();
        const std::string plumber = m_office->rows(QStringLiteral("plumbers"))[0]["id"];
        QVERIFY(m_office->addLead(lead, plumber));

        Desktop desktop;
        QVERIFY(desktop.signIn(m_office->server().url(), kAda, kPassword));
        QVERIFY(desktop.activate());
        desktop.press(Qt::Key_7, Qt::ControlModifier);
        auto *table = desktop.find<ui::PaymentTable>("paymentsTable");
        const auto cell = [table] { return table->model()->index(0, PaymentTableModel::FailureColumn).data(); };
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 2, kChargeSoonMs);
        QTRY_COMPARE_WITH_TIMEOUT(cell().toString(), QStringLiteral("Your card has insufficient funds."),
                                  kChargeSoonMs);
        table->selectRow(0);
        table->setFocus();
        QTRY_COMPARE(desktop.find<ui::ChipLabel>("paneState")->text(), QStringLiteral("Declined"));

        desktop.press(Qt::Key_C);
        const QString office = QStringLiteral("https://leads.office.example");
        QTRY_VERIFY(QGuiApplication::clipboard()->text().startsWith(office + QStringLiteral("/pages/")));
        QCOMPARE(desktop.noticeText(), QStringLiteral("Card link for Pat Novak copied to the clipboard"));
        const QString path = QGuiApplication::clipboard()->text().mid(office.size());
        const auto sessions = m_office->stripe().all("checkout.session").size();
        // The first page was used: the visit makes a new one.
        const QByteArray page = m_office->redirectOf(path);
        QCOMPARE(m_office->stripe().all("checkout.session").size(), sessions + 1);
        QVERIFY(page.toStdString() == m_office->stripe().all("checkout.session").back()["url"]);
        m_office->stripe().fillSetupPage(customer, "pm_card_visa");
        QTRY_COMPARE_WITH_TIMEOUT(
            m_office->rows(QStringLiteral("stripe_events?type=eq.setup_intent.succeeded&processed_at=not.is.null"))
                .size(),
            std::size_t(2), kChargeSoonMs);

        desktop.press(Qt::Key_T);
        QTRY_COMPARE_WITH_TIMEOUT(desktop.find<ui::ChipLabel>("paneState")->text(), QStringLiteral("Paid"),
                                  kChargeSoonMs);
        QCOMPARE(m_office->statusOf(lead), std::string("succeeded"));
    }
};

QTEST_MAIN(TestMoneyDesktop)
#include "tst_moneydesktop.moc"
