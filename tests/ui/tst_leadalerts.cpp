#include "ui/alerts/leadalerts.h"

#include "tests/ui/officefixture.h"
#include "ui/alerts/countedicon.h"
#include "ui/alerts/desktopalerts.h"
#include "ui/alerts/wavplayer.h"

#include <QFile>
#include <QMenu>
#include <QSignalSpy>
#include <QSystemTrayIcon>
#include <QTest>
#include <QWidget>
#include <QtEndian>

using namespace pl;
using namespace pl::ui;
using pl::test::FakeTransport;

/// What is told outside of the window, and when it sounds.
class TestLeadAlerts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_office = std::make_unique<test::OfficeFixture>();
        m_shown.clear();
        m_notes.clear();
        m_pointless.clear();
        m_sounds.clear();
    }

    void cleanup() { m_alerts.reset(); }

    void oneLeadIsNamedWithWhatIsLeft()
    {
        open(1, 61);
        QCOMPARE(m_shown, (QStringList{QStringLiteral("Half the time to assign is gone: Customer Number1, "
                                                      "Drain Cleaning. 59 minutes left to assign")}));
        QCOMPARE(m_sounds, QStringList{QStringLiteral("day 70")});
    }

    void severalAreCountedAndSoundOnce()
    {
        open(3, 130);
        QCOMPARE(m_shown, (QStringList{QStringLiteral("! Not assigned in time: 3 leads")}));
        QCOMPARE(m_sounds.size(), 1);
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
        QCOMPARE(m_sounds.size(), 2);
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

    void newLeadsForTodayAreToldAsOne()
    {
        open(0, 0);
        arrive(1, "day");
        arrive(2, "day");
        QTRY_COMPARE(m_shown.size(), 1);
        QCOMPARE(m_shown.first(), QStringLiteral("2 new leads for today: Customer Number1, Customer Number2"));
        QCOMPARE(m_sounds, QStringList{QStringLiteral("day 70")});
        QCOMPARE(m_notes.first().lead, idOf(1));
    }

    /// The note that is still there is replaced, so it must count all that wait.
    void aNoteThatIsStillThereGrows()
    {
        open(0, 0);
        arrive(1, "day");
        QTRY_COMPARE(m_shown.size(), 1);
        for (int i = 2; i <= 5; ++i)
            arrive(i, "day");
        QTRY_COMPARE(m_shown.size(), 2);
        QCOMPARE(m_shown.last(), QStringLiteral("5 new leads for today: Customer Number1, Customer Number2, "
                                                "Customer Number3 and 2 more"));
        m_alerts->release(Note::Kind::NewLeads);
        arrive(6, "day");
        QTRY_COMPARE(m_shown.size(), 3);
        QVERIFY2(m_shown.last().startsWith(QStringLiteral("1 new lead for today: Customer Number6")),
                 qPrintable(m_shown.last()));
    }

    void whatWasThereOrIsLessUrgentOrImportedIsNotAnnounced()
    {
        open(2, 1);
        nlohmann::json imported = row(3, "day", m_office->now);
        imported["import_id"] = "70000000-0000-4000-8000-000000000001";
        m_office->transport.put("leads", imported);
        arrive(4, "week");
        arrive(5, "day");
        QTRY_COMPARE(m_shown.size(), 1);
        QVERIFY2(m_shown.first().contains(QStringLiteral("Number5")), qPrintable(m_shown.first()));
    }

    /// A lead that comes back to "To assign" is not new.
    void aKnownLeadIsNotAnnouncedAgain()
    {
        open(0, 0);
        arrive(1, "day");
        QTRY_COMPARE(m_shown.size(), 1);
        nlohmann::json again = row(1, "day", m_office->now);
        again["version"] = 3;
        again["updated_at"] = m_office->transport.nextTime();
        m_office->transport.put("leads", again);
        arrive(2, "day");
        QTRY_COMPARE(m_shown.size(), 2);
        QVERIFY2(m_shown.last().startsWith(QStringLiteral("2 new leads")), qPrintable(m_shown.last()));
        QCOMPARE(m_notes.last().lead, idOf(1));
    }

    void aNoteIsPointlessOnceAllItsLeadsHaveAPlumber()
    {
        open(0, 0);
        arrive(1, "day");
        QTRY_COMPARE(m_shown.size(), 1);
        nlohmann::json assigned = row(1, "day", m_office->now);
        assigned.update({{"status", "assigned"},
                         {"assigned_plumber_id", FakeTransport::plumberId(1)},
                         {"assigned_at", m_office->transport.nextTime()},
                         {"updated_at", m_office->transport.nextTime()},
                         {"version", 2}});
        m_office->transport.put("leads", assigned);
        QTRY_COMPARE(m_pointless, QList{Note::Kind::NewLeads});
    }

    void whileTheWindowIsLockedNobodyIsNamed()
    {
        open(0, 0);
        arrive(1, "day");
        QTRY_COMPARE(m_shown.size(), 1);
        m_alerts->setDiscreet(true);
        // The one that is still there is replaced.
        QCOMPARE(m_shown.last(), QStringLiteral("1 new lead for today: Unlock Plumber Leads to see more."));
        arrive(2, "day");
        QTRY_COMPARE(m_shown.size(), 3);
        QCOMPARE(m_shown.last(), QStringLiteral("2 new leads for today: Unlock Plumber Leads to see more."));
        m_alerts->setDiscreet(false);
        arrive(3, "day");
        QTRY_COMPARE(m_shown.size(), 4);
        QVERIFY2(m_shown.last().contains(QStringLiteral("Customer Number3")), qPrintable(m_shown.last()));
    }

    void settingsOfThisComputerSilenceEachPart()
    {
        m_office->settings.setValue(QStringLiteral("alerts/sound/day"), false);
        open(1, 61);
        QCOMPARE(m_shown.size(), 1);
        QVERIFY(m_sounds.isEmpty());
        m_office->settings.setValue(QStringLiteral("alerts/sound/day"), true);
        m_office->settings.setValue(QStringLiteral("alerts/volume"), 25);
        m_office->settings.setValue(QStringLiteral("alerts/messages"), false);
        m_office->now = m_office->now.addSeconds(3600);
        alerts();
        QCOMPARE(m_shown.size(), 1);
        QCOMPARE(m_sounds, QStringList{QStringLiteral("day 25")});
    }

    void newLeadsCanBeLeftOut()
    {
        m_office->settings.setValue(QStringLiteral("alerts/newLeads"), false);
        open(0, 0);
        // Another computer, which announces them; it looks at each lead after this one.
        QSettings settings(m_folder.filePath(QStringLiteral("other.ini")), QSettings::IniFormat);
        OfficeContext &here = m_office->context;
        OfficeContext other{here.replica,   here.commands, here.undo,       settings,
                            here.userEmail, false,         here.serverName, here.clock};
        LeadAlerts elsewhere(other);
        const QSignalSpy told(&elsewhere, &LeadAlerts::noteWanted);
        arrive(1, "day");
        QTRY_COMPARE(told.count(), 1);
        QVERIFY(m_shown.isEmpty());
        QVERIFY(m_sounds.isEmpty());
    }

    void theMostUrgentOneSounds()
    {
        m_office->transport.fillOffice(0);
        m_office->transport.put("leads", row(1, "month", m_office->now.addSeconds(-400 * 24 * 3600)));
        m_office->transport.put("leads", row(2, "week", m_office->now.addSeconds(-400 * 24 * 3600)));
        m_office->start();
        QTRY_VERIFY(m_office->isLive());
        alerts();
        QCOMPARE(m_sounds, QStringList{QStringLiteral("week 70")});
    }

    /// The platform of the tests has no tray: the window says it, and only what is over.
    void withoutATrayTheWindowSaysIt()
    {
        load(1, 61);
        QWidget window;
        auto *alerts = new DesktopAlerts(m_office->context, &window);
        alerts->tray().end(); // Windows always has one
        QStringList said;
        connect(alerts, &DesktopAlerts::inWindow, this, [&said](const QString &text) { said += text; });
        m_office->now = m_office->now.addSeconds(3600);
        QTRY_COMPARE_WITH_TIMEOUT(said.size(), 1, 15'000);
        QVERIFY2(said.first().startsWith(QStringLiteral("Not assigned in time: Customer Number1")),
                 qPrintable(said.first()));
    }

    void theTraysMenuAsksForWhatItSays()
    {
        load(0, 0);
        QWidget window;
        auto *alerts = new DesktopAlerts(m_office->context, &window);
        const QSignalSpy opened(alerts, &DesktopAlerts::openWanted);
        const QSignalSpy created(alerts, &DesktopAlerts::newLeadWanted);
        const QSignalSpy due(alerts, &DesktopAlerts::dueWanted);
        const QSignalSpy quit(alerts, &DesktopAlerts::quitWanted);
        for (const char *name : {"trayOpen", "trayNewLead", "trayDue", "trayQuit"})
            alerts->tray().menu().findChild<QAction *>(QLatin1StringView(name))->trigger();
        QCOMPARE(opened.count(), 1);
        QCOMPARE(created.count(), 1);
        QCOMPARE(due.count(), 1);
        QCOMPARE(quit.count(), 1);
        alerts->setForToday(2);
        QVERIFY2(alerts->tray().icon().toolTip().endsWith(QStringLiteral("2 leads for today without a plumber")),
                 qPrintable(alerts->tray().icon().toolTip()));
    }

    /// At the size of a tray, every number is another picture, white on red.
    void everyNumberCanBeToldFromTheOthersInTheTray()
    {
        QSet<QByteArray> seen;
        for (int count = 0; count <= 100; ++count) {
            const QImage image = countedIcon(count).pixmap(QSize(16, 16), 1.0).toImage();
            QCOMPARE(image.size(), QSize(16, 16));
            seen.insert(QByteArray(reinterpret_cast<const char *>(image.constBits()), image.sizeInBytes()));
        }
        QCOMPARE(seen.size(), 101);
        QCOMPARE(countedIcon(100).pixmap(QSize(16, 16), 1.0).toImage(),
                 countedIcon(999).pixmap(QSize(16, 16), 1.0).toImage());
    }

    void theLogoShowsBesideTheNumberWhereThereIsRoom()
    {
        const QImage bare = countedIcon(0).pixmap(QSize(48, 48), 1.0).toImage();
        const QImage counted = countedIcon(7).pixmap(QSize(48, 48), 1.0).toImage();
        QCOMPARE(counted.pixel(6, 24), bare.pixel(6, 24));
        QVERIFY(counted.pixel(44, 24) != bare.pixel(44, 24));
    }

    void theVolumeIsThatOfTheSamples()
    {
        QFile file(QStringLiteral(":/sounds/day.wav"));
        const AlertSound sounds; // makes the resources known
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray full = file.readAll();
        QCOMPARE(atVolume(full, 100), full);
        QCOMPARE(atVolume(full, 50).size(), full.size());
        QCOMPARE(atVolume(full, 50).first(44), full.first(44));
        QVERIFY(std::abs(loudest(atVolume(full, 50)) - loudest(full) / 2) <= 1);
        QCOMPARE(loudest(atVolume(full, 0)), 0);
        for (const QByteArray &other : {QByteArray(), QByteArray("RIFF"), full.first(40), QByteArray(100, 'x')})
            QCOMPARE(atVolume(other, 50), other);
    }

private:
    static int loudest(const QByteArray &wav)
    {
        int most = 0;
        for (qsizetype at = 44; at + 1 < wav.size(); at += 2)
            most = std::max(most, std::abs(int(qFromLittleEndian<qint16>(wav.constData() + at))));
        return most;
    }
    static QUuid idOf(int number) { return QUuid::fromString(QString::fromStdString(FakeTransport::leadId(number))); }
    static nlohmann::json row(int number, const char *urgency, Timestamp createdAt)
    {
        nlohmann::json row = FakeTransport::lead(number, "Customer", "Number" + std::to_string(number));
        row["urgency"] = urgency;
        row["created_at"] = createdAt.toString().toStdString();
        return row;
    }
    void arrive(int number, const char *urgency)
    {
        nlohmann::json arrived = row(number, urgency, m_office->now.addSeconds(number));
        arrived["updated_at"] = m_office->transport.nextTime();
        m_office->transport.put("leads", arrived);
    }
    /// Leads for today that came so many minutes ago.
    void load(int leads, int minutes)
    {
        m_office->transport.fillOffice(0);
        for (int i = 1; i <= leads; ++i)
            m_office->transport.put("leads", row(i, "day", m_office->now.addSeconds(-60 * minutes)));
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
        m_alerts = std::make_unique<LeadAlerts>(m_office->context);
        connect(m_alerts.get(), &LeadAlerts::noteWanted, this, [this](const Note &note) {
            m_notes += note;
            m_shown +=
                QStringLiteral("%1%2: %3").arg(note.isUrgent ? QStringLiteral("! ") : QString(), note.title, note.text);
        });
        connect(m_alerts.get(), &LeadAlerts::notePointless, this, [this](Note::Kind kind) { m_pointless += kind; });
        connect(m_alerts.get(), &LeadAlerts::soundWanted, this, [this](Urgency urgency, int volume) {
            m_sounds += QStringLiteral("%1 %2").arg(enumName(urgency)).arg(volume);
        });
        m_alerts->start();
    }

    QTemporaryDir m_folder;
    std::unique_ptr<test::OfficeFixture> m_office;
    std::unique_ptr<LeadAlerts> m_alerts;
    QList<Note> m_notes;
    QList<Note::Kind> m_pointless;
    QStringList m_shown;
    QStringList m_sounds;
};

QTEST_MAIN(TestLeadAlerts)
#include "tst_leadalerts.moc"
