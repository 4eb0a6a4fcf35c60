#include "ui/shell/deadlinealerts.h"

#include "tests/ui/officefixture.h"

#include <QTest>
#include <QWidget>

using namespace pl;
using namespace pl::ui;
using pl::test::FakeTransport;

class TestDeadlineAlerts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_office = std::make_unique<test::OfficeFixture>();
        m_shown.clear();
        m_sounds = 0;
    }

    void cleanup() { m_alerts.reset(); }

    void oneLeadIsNamedWithWhatIsLeft()
    {
        open(1, 61);
        QCOMPARE(m_shown, (QStringList{QStringLiteral("Half the time to assign is gone: Customer Number1, "
                                                      "Drain Cleaning. 59 minutes left to assign")}));
        QCOMPARE(m_sounds, 1);
    }

    void severalAreCountedAndSoundOnce()
    {
        open(3, 130);
        QCOMPARE(m_shown, (QStringList{QStringLiteral("! Not assigned in time: 3 leads")}));
        QCOMPARE(m_sounds, 1);
    }

    void aNewStartTellsNothingTwice()
    {
        open(2, 61);
        QCOMPARE(m_shown.size(), 1);
        alerts();
        QCOMPARE(m_shown.size(), 1);
        m_office->now = m_office->now.addSeconds(3600);
        alerts();
        QCOMPARE(m_shown.size(), 2);
        QCOMPARE(m_sounds, 2);
        m_office->now = m_office->now.addSeconds(-7200);
        alerts();
        m_office->now = m_office->now.addSeconds(7200);
        alerts();
        QCOMPARE(m_shown.size(), 2);
    }

    void anotherServerHasItsOwn()
    {
        open(1, 61);
        m_office->context.serverName = QStringLiteral("other.example");
        alerts();
        QCOMPARE(m_shown.size(), 2);
    }

    /// The platform of the tests has no tray: the window says it, and only what is over.
    void withoutATrayTheWindowSaysIt()
    {
        load(1, 61);
        DeadlineAlerts alerts(m_office->context, &m_window);
        QStringList said;
        connect(&alerts, &DeadlineAlerts::inWindow, this, [&said](const QString &text) { said += text; });
        m_office->now = m_office->now.addSeconds(3600);
        QTRY_COMPARE_WITH_TIMEOUT(said.size(), 1, 15'000);
        QVERIFY2(said.first().startsWith(QStringLiteral("Not assigned in time: Customer Number1")),
                 qPrintable(said.first()));
    }

private:
    /// Leads for today that came so many minutes ago.
    void load(int leads, int minutes)
    {
        m_office->transport.fillOffice(0);
        for (int i = 1; i <= leads; ++i) {
            nlohmann::json row = FakeTransport::lead(i, "Customer", "Number" + std::to_string(i));
            row["urgency"] = "day";
            row["created_at"] = m_office->now.addSeconds(-60 * minutes).toString().toStdString();
            m_office->transport.put("leads", row);
        }
        m_office->start();
        QTRY_VERIFY(m_office->isLive());
    }
    void open(int leads, int minutes)
    {
        load(leads, minutes);
        alerts();
    }
    void alerts()
    {
        m_alerts.reset();
        m_alerts = std::make_unique<DeadlineAlerts>(
            m_office->context, &m_window,
            DeadlineAlerts::Outlets{
                [this](const QString &title, const QString &text, bool over) {
                    m_shown += QStringLiteral("%1%2: %3").arg(over ? QStringLiteral("! ") : QString(), title, text);
                },
                [this] { ++m_sounds; }});
    }

    std::unique_ptr<test::OfficeFixture> m_office;
    QWidget m_window;
    std::unique_ptr<DeadlineAlerts> m_alerts;
    QStringList m_shown;
    int m_sounds = 0;
};

QTEST_MAIN(TestDeadlineAlerts)
#include "tst_deadlinealerts.moc"
