#include "tests/ui/customerfixture.h"
#include "ui/settings/keepingview.h"
#include "ui/widgets/problemlabel.h"
#include "ui/widgets/statepage.h"

#include <QPushButton>
#include <QSpinBox>

using namespace pl;
using namespace pl::ui;
using namespace Qt::StringLiterals;
using nlohmann::json;
using pl::test::CustomerFixture;

/// How long the office keeps what it knows of customers, changed by keys.
class TestKeepingView : public QObject
{
    Q_OBJECT

    std::unique_ptr<CustomerFixture> m_test;
    std::unique_ptr<KeepingView> m_view;
    QString m_told;

    void put(const char *key, const json &value, int version)
    {
        m_test->office.transport.put("settings", {{"key", key}, {"value", value}, {"version", version}});
    }
    json saved() { return m_test->office.transport.row("settings", "keeping_times")["value"]; }
    template <class W>
    W *find(const char *name)
    {
        return m_view->findChild<W *>(QLatin1StringView(name));
    }
    void show()
    {
        m_view = std::make_unique<KeepingView>(m_test->office.context);
        connect(m_view.get(), &KeepingView::noticeWanted, this, [this](const QString &sentence) { m_told = sentence; });
        m_view->resize(800, 900);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
    }
    void open()
    {
        show();
        QTRY_VERIFY(find<QSpinBox>("keepLeads")->isVisible());
    }

private Q_SLOTS:
    void init()
    {
        m_told.clear();
        m_test = std::make_unique<CustomerFixture>(CustomerFixture::Who::Admin);
        put("keeping_times",
            {{"leads", 365},
             {"proof", 1826},
             {"messages", 1826},
             {"bodies", 30},
             {"journal", 30},
             {"activity", 1826},
             {"begins", "2026-12-24"}},
            1);
        m_test->office.start();
        QTRY_VERIFY(m_test->office.isLive());
    }
    void cleanup()
    {
        m_view.reset();
        m_test.reset();
    }

    void showsTheTimesWithDefaultsAndReasons()
    {
        open();
        QCOMPARE(find<QSpinBox>("keepLeads")->value(), 365);
        QCOMPARE(find<QSpinBox>("keepProof")->text(), u"1826 days"_s);
        QVERIFY(!find<QPushButton>("saveKeeping")->isEnabled());
        QVERIFY(!m_view->hasUnsavedChanges());
        QStringList all;
        for (const QLabel *label : m_view->findChildren<QLabel *>())
            all += label->text();
        QVERIFY(all.join(u'\n').contains(u"Default: 730 days."));
        QVERIFY(find<QLabel>("keepingForecast")->text().contains(u"Nothing is let go before Dec 24, 2026."));
    }

    void saysWhatWillGoBeforeItBites()
    {
        put("keeping_forecast",
            {{"computed_at", "2026-11-18T03:00:00Z"},
             {"day", "2027-01-03"},
             {"leads", 412},
             {"messages", 1},
             {"bodies", 0},
             {"activity", 0}},
            1);
        open();
        const QString words = find<QLabel>("keepingForecast")->text();
        QVERIFY(words.contains(u"412 leads will lose the customer's name on Jan 3, 2027."));
        QVERIFY(words.contains(u"1 message will lose words and recipient."));
        QVERIFY(!words.contains(u"original"));
    }

    void savesWhatIsTypedWithTheRestAndTakesItBack()
    {
        open();
        auto *leads = find<QSpinBox>("keepLeads");
        leads->setFocus();
        leads->selectAll();
        QTest::keyClicks(leads, u"100"_s);
        QVERIFY(find<QLabel>("keepingShorter")->isVisible());
        QTest::keyClick(m_view.get(), Qt::Key_Return);
        QTRY_COMPARE(m_told, u"Keeping times saved"_s);
        QVERIFY(saved()["leads"] == 100);
        QVERIFY(saved()["begins"] == "2026-12-24");
        QVERIFY(saved()["proof"] == 1826);
        QVERIFY(!m_view->hasUnsavedChanges());
        m_test->office.undo.undo();
        QTRY_VERIFY(saved()["leads"] == 365);
        QTRY_COMPARE(leads->value(), 365);
    }

    void whatSomebodyElseChangedStays()
    {
        open();
        find<QSpinBox>("keepLeads")->setValue(100);
        json theirs = saved();
        theirs["bodies"] = 90;
        put("keeping_times", theirs, 2);
        m_test->keeping.load();
        QTRY_COMPARE(find<QSpinBox>("keepBodies")->value(), 90);
        QCOMPARE(find<QSpinBox>("keepLeads")->value(), 100);
        QTest::mouseClick(find<QPushButton>("saveKeeping"), Qt::LeftButton);
        QTRY_COMPARE(m_told, u"Keeping times saved"_s);
        QVERIFY(saved()["bodies"] == 90 && saved()["leads"] == 100);
    }

    void savingLosesToSomebodyFaster()
    {
        open();
        json theirs = saved();
        theirs["bodies"] = 90;
        put("keeping_times", theirs, 2);
        find<QSpinBox>("keepLeads")->setValue(100);
        QTest::mouseClick(find<QPushButton>("saveKeeping"), Qt::LeftButton);
        QTRY_VERIFY(find<ProblemLabel>("keepingProblem")->isVisible());
        QCOMPARE(find<QSpinBox>("keepLeads")->value(), 100);
        QVERIFY(saved()["leads"] == 365);
    }

    void aFailedLoadIsReported()
    {
        m_test->office.transport.answerNext("GET", "/rest/v1/settings?select=key,value,version,updated_at&key=in.",
                                            [](const auto &) {
                                                return Error{ErrorCode::Unavailable, QStringLiteral("away")};
                                            });
        show();
        auto *state = m_view->findChild<StatePage *>();
        QTRY_COMPARE(state->headline(), u"The keeping times could not be loaded"_s);
        QTest::mouseClick(state->findChild<QPushButton *>(), Qt::LeftButton);
        QTRY_VERIFY(find<QSpinBox>("keepLeads")->isVisible());
    }
};

QTEST_MAIN(TestKeepingView)
#include "tst_keepingview.moc"
