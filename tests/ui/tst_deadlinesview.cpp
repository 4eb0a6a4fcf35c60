#include "ui/settings/deadlinesview.h"

#include "tests/ui/billingfixture.h"
#include "ui/settings/durationfield.h"
#include "ui/widgets/problemlabel.h"
#include "ui/widgets/statepage.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>

using namespace pl;
using namespace pl::ui;
using pl::test::FakeTransport;

/// How long leads may wait and when plumbers pay, changed by keys.
class TestDeadlinesView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_money = std::make_unique<test::BillingFixture>();
        put("sla_minutes", {{"day", 90}, {"week", 2880}, {"month", 10080}}, 1);
        put("charge_when", "assigned", 1);
        put("grace_seconds", 10, 1);
        m_rules = std::make_unique<replica::DeadlineRules>(m_money->office.client, m_money->office.replica);
        m_money->office.context.deadlines = m_rules.get();
    }
    void cleanup()
    {
        m_view.reset();
        m_rules.reset();
        m_money.reset();
    }

    void showsTheSavedRulesInPlainUnits()
    {
        open();
        QCOMPARE(find<QSpinBox>("assign_day")->value(), 90);
        QCOMPARE(find<QComboBox>("assign_dayUnit")->currentText(), QStringLiteral("minutes"));
        QCOMPARE(find<QSpinBox>("assign_week")->value(), 2);
        QCOMPARE(find<QComboBox>("assign_weekUnit")->currentText(), QStringLiteral("days"));
        QVERIFY(find<QRadioButton>("chargeAssigned")->isChecked());
        QCOMPARE(find<QSpinBox>("graceSeconds")->text(), QStringLiteral("10 s"));
        QVERIFY(find<QLabel>("chargeMeaning")->isHidden());
        QVERIFY(!find<QPushButton>("saveDeadlines")->isEnabled());
        QVERIFY(!m_view->hasUnsavedChanges());
    }

    void savesWhatIsTypedAndTakesItBack()
    {
        open();
        auto *day = find<QSpinBox>("assign_day");
        day->setFocus();
        day->selectAll();
        QTest::keyClicks(day, QStringLiteral("3"));
        find<QComboBox>("assign_dayUnit")->setFocus();
        QTest::keyClick(find<QComboBox>("assign_dayUnit"), Qt::Key_Down); // hours
        find<QRadioButton>("chargeAccepted")->setFocus();
        QTest::keyClick(find<QRadioButton>("chargeAccepted"), Qt::Key_Space);
        find<QSpinBox>("graceSeconds")->setValue(99);
        QCOMPARE(find<QSpinBox>("graceSeconds")->value(), 60);
        QVERIFY(m_view->hasUnsavedChanges());
        QTest::keyClick(m_view.get(), Qt::Key_Return);
        QTRY_COMPARE(m_money->told, QStringLiteral("Deadlines and charging saved"));
        QCOMPARE(value("sla_minutes")["day"].get<int>(), 180);
        QCOMPARE(value("sla_minutes")["week"].get<int>(), 2880);
        QVERIFY(value("charge_when") == "accepted");
        QCOMPARE(value("grace_seconds").get<int>(), 60);
        QCOMPARE(m_money->office.replica.settings().minutesToAssign(Urgency::Day), 180);
        QVERIFY(!m_view->hasUnsavedChanges());

        m_money->office.undo.undo();
        QTRY_VERIFY(value("charge_when") == "assigned");
        QTRY_COMPARE(find<QSpinBox>("assign_day")->value(), 90);
        QTRY_COMPARE(value("grace_seconds").get<int>(), 10);
    }

    void saysWhatChargingLaterMeansForOpenLeads()
    {
        putOpenCharge();
        open();
        find<QRadioButton>("chargeAccepted")->click();
        QTRY_COMPARE(find<QLabel>("chargeMeaning")->text(),
                     QStringLiteral("1 lead without an answer is not charged yet; its plumber pays once they accept. "
                                    "What has been charged stays charged."));
        QVERIFY(find<QLabel>("chargeMeaning")->isVisible());
        find<QRadioButton>("chargeAssigned")->click();
        QVERIFY(find<QLabel>("chargeMeaning")->isHidden());
    }

    void saysWhatChargingAtOnceMeansForOpenLeads()
    {
        put("charge_when", "accepted", 1);
        putOpenCharge();
        open();
        QVERIFY(find<QRadioButton>("chargeAccepted")->isChecked());
        find<QRadioButton>("chargeAssigned")->click();
        QTRY_VERIFY(
            find<QLabel>("chargeMeaning")
                ->text()
                .startsWith(QStringLiteral("1 lead without an answer is charged as soon as you save: $60.00 in all.")));
    }

    void savingLosesToSomebodyElse()
    {
        open();
        put("charge_when", "accepted", 2);
        find<QSpinBox>("graceSeconds")->setValue(30);
        find<QRadioButton>("chargeAccepted")->click();
        QTest::mouseClick(find<QPushButton>("saveDeadlines"), Qt::LeftButton);
        QTRY_VERIFY(find<ProblemLabel>("deadlinesProblem")->isVisible());
        QCOMPARE(find<QSpinBox>("graceSeconds")->value(), 30);
    }

    void savingOneRuleLeavesWhatOthersChangedInAnother()
    {
        open();
        find<QSpinBox>("graceSeconds")->setValue(30);
        put("charge_when", "accepted", 2);
        m_rules->load();
        QTRY_VERIFY(find<QRadioButton>("chargeAccepted")->isChecked());
        QCOMPARE(find<QSpinBox>("graceSeconds")->value(), 30);
        QTest::mouseClick(find<QPushButton>("saveDeadlines"), Qt::LeftButton);
        QTRY_COMPARE(m_money->told, QStringLiteral("Deadlines and charging saved"));
        QCOMPARE(value("grace_seconds").get<int>(), 30);
        QVERIFY(value("charge_when") == "accepted");
    }

    void escapeDiscards()
    {
        open();
        find<QSpinBox>("graceSeconds")->setValue(30);
        QTest::keyClick(m_view.get(), Qt::Key_Escape);
        QCOMPARE(find<QSpinBox>("graceSeconds")->value(), 10);
        QVERIFY(!m_view->hasUnsavedChanges());
    }

    void aFailedLoadIsReported()
    {
        QVERIFY(m_money->load());
        m_money->office.transport.answerNext("GET", "/rest/v1/settings?select=key,value,version", [](const auto &) {
            return Error{ErrorCode::Unavailable, QStringLiteral("away")};
        });
        show();
        auto *state = m_view->findChild<StatePage *>();
        QTRY_COMPARE(state->headline(), QStringLiteral("The deadlines could not be loaded"));
        QTest::mouseClick(state->findChild<QPushButton *>(), Qt::LeftButton);
        QTRY_VERIFY(find<QSpinBox>("graceSeconds")->isVisible());
    }

private:
    void put(const char *key, const nlohmann::json &wanted, int version)
    {
        m_money->office.transport.put("settings", {{"key", key}, {"value", wanted}, {"version", version}});
    }
    nlohmann::json value(const char *key) { return m_money->office.transport.row("settings", key)["value"]; }
    /// A lead that was assigned and waits for its plumber's answer, with a payment that waits as well.
    void putOpenCharge()
    {
        nlohmann::json lead = FakeTransport::lead(7, "Iris", "Bell");
        lead["status"] = "assigned";
        lead["assigned_plumber_id"] = FakeTransport::plumberId(1);
        m_money->office.transport.put("leads", lead);
        m_money->office.transport.putPayment(7, "pending", 6000);
        m_money->office.transport.putPayment(8, "succeeded", 9000);
    }
    void show()
    {
        m_view = std::make_unique<DeadlinesView>(m_money->office.context);
        connect(m_view.get(), &DeadlinesView::noticeWanted, this, m_money->notices());
        m_view->resize(700, 800);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
    }
    void open()
    {
        QVERIFY(m_money->load());
        show();
        QTRY_VERIFY(find<QSpinBox>("graceSeconds")->isVisible());
    }
    template <class W>
    W *find(const char *name)
    {
        return m_view->findChild<W *>(QLatin1String(name));
    }

    std::unique_ptr<test::BillingFixture> m_money;
    std::unique_ptr<replica::DeadlineRules> m_rules;
    std::unique_ptr<DeadlinesView> m_view;
};

QTEST_MAIN(TestDeadlinesView)
#include "tst_deadlinesview.moc"
