#include "ui/settings/dispatchview.h"

#include "models/replica/dispatchrules.h"
#include "tests/ui/officefixture.h"
#include "ui/widgets/problemlabel.h"
#include "ui/widgets/statepage.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QTableWidget>
#include <QTest>

using namespace pl;
using namespace pl::ui;

class TestDispatchView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_office = std::make_unique<test::OfficeFixture>();
        m_office->transport.fillOffice(0);
        for (const QByteArray &key : DispatchSettings::keys())
            m_office->transport.put(
                "settings", {{"key", key.toStdString()}, {"value", DispatchSettings().value(key)}, {"version", 1}});
        m_office->start();
        QTRY_VERIFY(m_office->isLive());
        m_rules = std::make_unique<replica::DispatchRules>(m_office->client, m_office->replica);
        m_office->context.dispatch = m_rules.get();
        m_view = std::make_unique<DispatchView>(m_office->context);
        m_told.clear();
        connect(m_view.get(), &DispatchView::noticeWanted, this,
                [this](const QString &sentence) { m_told += sentence; });
    }
    void cleanup()
    {
        m_view.reset();
        m_rules.reset();
        m_office.reset();
    }

    void showsTheSavedRules()
    {
        open();
        QCOMPARE(find<QSpinBox>("weight0")->value(), 40);
        QVERIFY(find<QCheckBox>("cardRequired")->isChecked());
        QVERIFY(!find<QCheckBox>("auto_day")->isChecked());
        QCOMPARE(find<QSpinBox>("answer_day")->text(), QStringLiteral("No limit"));
        QVERIFY(!find<QPushButton>("saveDispatch")->isEnabled());
    }

    void savesWhatWasChangedByTheKeyboard()
    {
        open();
        find<QSpinBox>("weight0")->setFocus();
        find<QSpinBox>("weight0")->selectAll();
        QTest::keyClicks(find<QSpinBox>("weight0"), QStringLiteral("55"));
        find<QCheckBox>("auto_day")->setFocus();
        QTest::keyClick(find<QCheckBox>("auto_day"), Qt::Key_Space);
        find<QSpinBox>("answer_day")->setValue(30);
        QVERIFY(find<QPushButton>("saveDispatch")->isEnabled());
        QTest::keyClick(m_view.get(), Qt::Key_Return);
        QTRY_COMPARE(m_told, QStringList{QStringLiteral("Rules saved")});
        const auto kept = m_office->replica.settings().dispatch;
        QCOMPARE(kept.weights.distance, 55);
        QVERIFY(kept.assignsItself(Urgency::Day));
        QVERIFY(!kept.assignsItself(Urgency::Week));
        QCOMPARE(kept.minutesToAnswer(Urgency::Day), 30);
        QCOMPARE(row("auto_assign")["value"]["day"].get<bool>(), true);
        QCOMPARE(row("card_required")["version"].get<int>(), 1);
        QVERIFY(!find<QPushButton>("saveDispatch")->isEnabled());
    }

    void savingOneRuleLeavesWhatOthersChangedInAnother()
    {
        open();
        find<QSpinBox>("weight0")->setValue(77);
        m_office->transport.put("settings", {{"key", "card_required"}, {"value", false}, {"version", 2}});
        m_rules->load();
        QTRY_VERIFY(!find<QCheckBox>("cardRequired")->isChecked());
        QCOMPARE(find<QSpinBox>("weight0")->value(), 77);
        QTest::mouseClick(find<QPushButton>("saveDispatch"), Qt::LeftButton);
        QTRY_COMPARE(m_told, QStringList{QStringLiteral("Rules saved")});
        QVERIFY(m_office->transport.row("settings", "card_required")["value"] == false);
    }

    void escapeDiscardsChanges()
    {
        open();
        find<QSpinBox>("weight1")->setValue(99);
        QTest::keyClick(m_view.get(), Qt::Key_Escape);
        QCOMPARE(find<QSpinBox>("weight1")->value(), 20);
    }

    void savingLosesToSomebodyElse()
    {
        open();
        m_office->transport.put("settings", {{"key", "card_required"}, {"value", false}, {"version", 2}});
        find<QCheckBox>("cardRequired")->setChecked(false);
        find<QCheckBox>("auto_week")->setChecked(true);
        QTest::mouseClick(find<QPushButton>("saveDispatch"), Qt::LeftButton);
        QTRY_VERIFY(find<ProblemLabel>("dispatchProblem")->isVisible());
        QVERIFY2(find<QCheckBox>("auto_week")->isChecked(), "what was typed stays");
        QCOMPARE(row("auto_assign")["value"]["week"].get<bool>(), false);
    }

    void changedRulesAreRehearsedWithTheLastMonthsLeads()
    {
        auto ann = test::FakeTransport::plumber(1, "Ann", "Lee", {"Drain Cleaning"});
        auto bob = test::FakeTransport::plumber(2, "Bob", "O'Hara", {"Drain Cleaning"});
        ann["payment_ready"] = false;
        for (auto *plumber : {&ann, &bob}) {
            (*plumber)["version"] = 2;
            (*plumber)["updated_at"] = m_office->transport.nextTime();
            m_office->transport.put("plumbers", *plumber);
        }
        for (int number = 1; number <= 4; ++number) {
            auto lead = test::FakeTransport::lead(number, "Cy", "Day");
            lead["updated_at"] = m_office->transport.nextTime();
            m_office->transport.put("leads", lead);
        }
        QTRY_COMPARE(m_office->replica.leadCount(), 4);
        QTRY_COMPARE(offering("Drain Cleaning"), 3); // and one who is paused
        open();
        auto *panel = find<QWidget>("rehearsal");
        QVERIFY(panel->isHidden());
        find<QCheckBox>("cardRequired")->click();
        QVERIFY(panel->isVisible());
        QTRY_VERIFY(summary().startsWith(QStringLiteral(
            "Of the last 30 days\u2019 4 leads, each given to the best plumber, 4 find one (before: 4).")));
        QVERIFY(summary().contains(QStringLiteral("They earn $100.00 (before: $100.00).")));
        QVERIFY(find<QWidget>("rehearsalProgress")->isHidden());
        const auto *table = find<QTableWidget>("rehearsalTable");
        QCOMPARE(table->rowCount(), 2);
        const int row = table->item(0, 0)->text() == QStringLiteral("Ann Lee") ? 0 : 1;
        QCOMPARE(table->item(row, 0)->text(), QStringLiteral("Ann Lee"));
        QCOMPARE(table->item(row, 1)->text(), QStringLiteral("0"));
        QVERIFY(table->item(row, 3)->text().startsWith(u'+'));
        QTest::keyClick(m_view.get(), Qt::Key_Escape);
        QVERIFY2(panel->isHidden(), "nothing is typed any more");
    }

    void unsavedRulesAreKnownAndCanBeSaved()
    {
        open();
        QVERIFY(!m_view->hasUnsavedChanges());
        find<QCheckBox>("auto_week")->click();
        QVERIFY(m_view->hasUnsavedChanges());
        bool isSaved = false;
        m_view->saveChanges([&isSaved] { isSaved = true; });
        QTRY_VERIFY(isSaved);
        QVERIFY(!m_view->hasUnsavedChanges());
        QCOMPARE(row("auto_assign")["value"]["week"].get<bool>(), true);
    }

    void aFailedLoadIsReported()
    {
        m_office->transport.answerNext("GET", "/rest/v1/settings?select=key,value,version", [](const auto &) {
            return Error{ErrorCode::Unavailable, QStringLiteral("away")};
        });
        m_view->show();
        auto *state = m_view->findChild<StatePage *>();
        QTRY_COMPARE(state->headline(), QStringLiteral("The rules could not be loaded"));
        QTest::mouseClick(state->findChild<QPushButton *>(), Qt::LeftButton);
        QTRY_VERIFY(find<QSpinBox>("weight0")->isVisible());
    }

private:
    void open()
    {
        m_view->resize(700, 900);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
        QTRY_VERIFY(find<QSpinBox>("weight0")->isVisible());
    }
    template <class W>
    W *find(const char *name)
    {
        return m_view->findChild<W *>(QLatin1String(name));
    }
    QString summary() { return find<QLabel>("rehearsalSummary")->text(); }
    int offering(const char *service)
    {
        int found = 0;
        for (const Plumber &plumber : m_office->replica.plumbers())
            found += plumber.services.contains(QLatin1String(service));
        return found;
    }
    nlohmann::json row(const char *key) { return m_office->transport.row("settings", key); }

    std::unique_ptr<test::OfficeFixture> m_office;
    std::unique_ptr<replica::DispatchRules> m_rules;
    std::unique_ptr<DispatchView> m_view;
    QStringList m_told;
};

QTEST_MAIN(TestDispatchView)
#include "tst_dispatchview.moc"
