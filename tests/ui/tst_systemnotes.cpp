#include "ui/alerts/systemnotes.h"

#include "tests/ui/leadsfixture.h"
#include "ui/account/idlelock.h"
#include "ui/alerts/badge.h"
#include "ui/alerts/desktopalerts.h"
#include "ui/leads/assignpopup.h"
#include "ui/shell/mainwindow.h"

#include <QAction>
#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QSignalSpy>
#include <QTest>

#include <unistd.h>

using namespace pl;
using namespace pl::ui;
using pl::test::FakeTransport;

namespace {

const QString kName = QStringLiteral("org.freedesktop.Notifications");
const QString kPath = QStringLiteral("/org/freedesktop/Notifications");

/// What a desktop does with notifications, as far as the program can see it.
class Desktop : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

public:
    struct Shown
    {
        uint id = 0;
        uint replaces = 0;
        QString title;
        QString body;
        QStringList actions;
        QVariantMap hints;
    };
    QList<Shown> shown;
    QList<uint> withdrawn;
    QVariantMap badge;
    QString badgeOf;

    Desktop() : m_bus(QDBusConnection::connectToBus(QDBusConnection::SessionBus, QStringLiteral("desktop")))
    {
        m_bus.registerObject(kPath, this, QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals);
        m_bus.connect({}, {}, QStringLiteral("com.canonical.Unity.LauncherEntry"), QStringLiteral("Update"), this,
                      SLOT(updated(QDBusMessage)));
    }
    ~Desktop() override { QDBusConnection::disconnectFromBus(QStringLiteral("desktop")); }
    bool begin() { return m_bus.registerService(kName); }

public Q_SLOTS:
    // The names are those of the specification.
    uint Notify(const QString &, uint replaces, const QString &, const QString &title, const QString &body,
                const QStringList &actions, const QVariantMap &hints, int)
    {
        const uint id = replaces == 0 ? ++m_last : replaces;
        shown += Shown{id, replaces, title, body, actions, hints};
        return id;
    }
    void CloseNotification(uint id)
    {
        withdrawn += id;
        Q_EMIT NotificationClosed(id, 3);
    }
    void updated(const QDBusMessage &message)
    {
        badgeOf = message.arguments().value(0).toString();
        badge = qdbus_cast<QVariantMap>(message.arguments().value(1));
    }

Q_SIGNALS:
    void ActionInvoked(uint id, const QString &action);
    void ActivationToken(uint id, const QString &token);
    void NotificationClosed(uint id, uint reason);

private:
    QDBusConnection m_bus;
    uint m_last = 40;
};

Note note(const char *text, Note::Kind kind = Note::Kind::NewLeads)
{
    return {kind, QStringLiteral("1 new lead for today"), QString::fromUtf8(text), QUuid::createUuid(),
            kind == Note::Kind::Over};
}

} // namespace

/// Notifications on a real message bus.
class TestSystemNotes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_desktop = std::make_unique<Desktop>(); }
    void cleanup() { m_desktop.reset(); }

    void aNoteHasItsButtonsAndPlainWords()
    {
        QVERIFY(m_desktop->begin());
        SystemNotes notes;
        notes.show(note("<b>Maria</b>, Drain Cleaning"));
        QTRY_COMPARE(m_desktop->shown.size(), 1);
        const Desktop::Shown &shown = m_desktop->shown.first();
        QCOMPARE(shown.title, QStringLiteral("1 new lead for today"));
        QVERIFY2(!shown.body.contains(u'<'), qPrintable(shown.body));
        QVERIFY2(shown.body.contains(QStringLiteral("Maria")), qPrintable(shown.body));
        QCOMPARE(shown.actions, (QStringList{QStringLiteral("default"), QStringLiteral("Show"),
                                             QStringLiteral("assign"), QStringLiteral("Assign")}));
        QCOMPARE(shown.hints.value(QStringLiteral("urgency")).toInt(), 1);
        QVERIFY(shown.hints.value(QStringLiteral("suppress-sound")).toBool());
        notes.show(note("Maria", Note::Kind::Over));
        QTRY_COMPARE(m_desktop->shown.size(), 2);
        QCOMPARE(m_desktop->shown.last().hints.value(QStringLiteral("urgency")).toInt(), 2);
    }

    void buttonAndClickAreToldApart()
    {
        QVERIFY(m_desktop->begin());
        SystemNotes notes;
        QList<Note> assign;
        QList<Note> open;
        connect(&notes, &SystemNotes::assignWanted, this, [&assign](const Note &each) { assign += each; });
        connect(&notes, &SystemNotes::opened, this, [&open](const Note &each) { open += each; });
        const Note fresh = note("Maria");
        notes.show(fresh);
        QTRY_COMPARE(m_desktop->shown.size(), 1);
        Q_EMIT m_desktop->ActionInvoked(7, QStringLiteral("assign")); // another program's
        Q_EMIT m_desktop->ActionInvoked(m_desktop->shown.first().id, QStringLiteral("assign"));
        QTRY_COMPARE(assign, QList{fresh});
        QVERIFY(open.isEmpty());
        Q_EMIT m_desktop->ActionInvoked(m_desktop->shown.first().id, QStringLiteral("default"));
        QTRY_COMPARE(open, QList{fresh});
        QCOMPARE(assign.size(), 1);
    }

    void aNewerNoteReplacesTheOneOfItsKindThatIsStillThere()
    {
        QVERIFY(m_desktop->begin());
        SystemNotes notes;
        QList<Note::Kind> closed;
        connect(&notes, &SystemNotes::closed, this, [&closed](Note::Kind kind) { closed += kind; });
        notes.show(note("Maria"));
        notes.show(note("Maria, Ann")); // before the service has answered
        QTRY_COMPARE(m_desktop->shown.size(), 2);
        QCOMPARE(m_desktop->shown.last().replaces, m_desktop->shown.first().id);
        QCOMPARE(m_desktop->shown.last().body, QStringLiteral("Maria, Ann"));
        notes.show(note("Bob", Note::Kind::Over));
        QTRY_COMPARE(m_desktop->shown.size(), 3);
        QCOMPARE(m_desktop->shown.last().replaces, 0U);
        Q_EMIT m_desktop->NotificationClosed(m_desktop->shown.first().id, 2);
        QTRY_COMPARE(closed, QList{Note::Kind::NewLeads});
        notes.show(note("Cy"));
        QTRY_COMPARE(m_desktop->shown.size(), 4);
        QCOMPARE(m_desktop->shown.last().replaces, 0U);
    }

    void aPointlessNoteIsTakenAway()
    {
        QVERIFY(m_desktop->begin());
        SystemNotes notes;
        notes.show(note("Maria"));
        notes.withdraw(Note::Kind::NewLeads); // before the service has answered
        QTRY_COMPARE(m_desktop->withdrawn.size(), 1);
        QCOMPARE(m_desktop->withdrawn.first(), m_desktop->shown.first().id);
        notes.withdraw(Note::Kind::Over);
        notes.show(note("Bob"));
        QTRY_COMPARE(m_desktop->shown.size(), 2);
        notes.withdraw(Note::Kind::NewLeads);
        QTRY_COMPARE(m_desktop->withdrawn.size(), 2);
        QCOMPARE(m_desktop->withdrawn.last(), m_desktop->shown.last().id);
    }

    /// The service may close a note while the one that replaces it is on its way.
    void aNoteThatEndsWhileItIsReplacedIsStillReplaced()
    {
        QVERIFY(m_desktop->begin());
        SystemNotes notes;
        QList<Note::Kind> closed;
        QList<Note> open;
        connect(&notes, &SystemNotes::closed, this, [&closed](Note::Kind kind) { closed += kind; });
        connect(&notes, &SystemNotes::opened, this, [&open](const Note &each) { open += each; });
        notes.show(note("Maria"));
        QTRY_COMPARE(m_desktop->shown.size(), 1);
        const uint id = m_desktop->shown.first().id;
        Q_EMIT m_desktop->ActionInvoked(id, QStringLiteral("default"));
        QTRY_COMPARE(open.size(), 1); // so the service's answer is there, too
        notes.show(note("Maria, Ann"));
        Q_EMIT m_desktop->NotificationClosed(id, 1);
        QTRY_COMPARE(m_desktop->shown.size(), 2);
        Q_EMIT m_desktop->ActionInvoked(id, QStringLiteral("default"));
        QTRY_COMPARE(open.size(), 2);
        QCOMPARE(open.last().text, QStringLiteral("Maria, Ann"));
        QVERIFY(closed.isEmpty());
        notes.show(note("Bob", Note::Kind::Over));
        QTRY_COMPARE(m_desktop->shown.last().body, QStringLiteral("Bob"));
        QCOMPARE(m_desktop->shown.size(), 3);
    }

    /// A service that starts again gives the ids that it had before to others.
    void aServiceThatStartsAgainHasNoneOfTheOldNotes()
    {
        QVERIFY(m_desktop->begin());
        SystemNotes notes;
        QList<Note::Kind> closed;
        QList<Note> assign;
        connect(&notes, &SystemNotes::closed, this, [&closed](Note::Kind kind) { closed += kind; });
        connect(&notes, &SystemNotes::assignWanted, this, [&assign](const Note &each) { assign += each; });
        notes.show(note("Maria", Note::Kind::Over));
        QTRY_COMPARE(m_desktop->shown.size(), 1);
        const uint old = m_desktop->shown.first().id;
        Q_EMIT m_desktop->ActionInvoked(old, QStringLiteral("assign"));
        QTRY_COMPARE(assign.size(), 1); // so the service's answer is there, too
        m_desktop.reset();
        QTRY_COMPARE(closed, QList{Note::Kind::Over});
        m_desktop = std::make_unique<Desktop>();
        QVERIFY(m_desktop->begin());
        const Note fresh = note("Bob");
        notes.show(fresh);
        QTRY_COMPARE(m_desktop->shown.size(), 1);
        QCOMPARE(m_desktop->shown.first().replaces, 0U);
        Q_EMIT m_desktop->ActionInvoked(m_desktop->shown.first().id, QStringLiteral("assign"));
        QTRY_COMPARE(assign.size(), 2);
        QCOMPARE(assign.last(), fresh); // though the id is that of the old one
    }

    void withoutTheServiceTheNoteIsRefused()
    {
        SystemNotes notes;
        QList<Note> refused;
        connect(&notes, &SystemNotes::refused, this, [&refused](const Note &each) { refused += each; });
        const Note lost = note("Maria");
        notes.show(lost);
        QTRY_COMPARE(refused, QList{lost});
    }

    void theBadgeIsSent()
    {
        QGuiApplication::setDesktopFileName(QStringLiteral("plumber-leads"));
        setBadge(3);
        QTRY_COMPARE(m_desktop->badge.value(QStringLiteral("count")).toInt(), 3);
        QVERIFY(m_desktop->badge.value(QStringLiteral("count-visible")).toBool());
        QVERIFY(m_desktop->badgeOf.endsWith(QStringLiteral("plumber-leads.desktop")));
        setBadge(0);
        QTRY_VERIFY(!m_desktop->badge.value(QStringLiteral("count-visible")).toBool());
    }

    /// From the arrival of a lead to the popup that assigns it, in the program's window.
    void theButtonOpensTheAssignPopupOfItsLead()
    {
        QVERIFY(m_desktop->begin());
        test::OfficeFixture office;
        Theme theme(office.settings);
        office.transport.fillOffice(3);
        MainWindow window(office.context, theme);
        window.resize(1400, 900);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        office.start();
        QTRY_VERIFY(office.isLive());
        window.showPlumbers();
        nlohmann::json urgent = FakeTransport::lead(50, "Maria", "Gonzalez");
        urgent["urgency"] = "day";
        urgent["created_at"] = urgent["updated_at"] = office.transport.nextTime();
        office.transport.put("leads", urgent);
        // The office's other leads are overdue, which has a note of its own.
        const auto ofMaria = [this] {
            return std::find_if(m_desktop->shown.cbegin(), m_desktop->shown.cend(), [](const auto &note) {
                return note.body.startsWith(QStringLiteral("Maria Gonzalez"));
            });
        };
        QTRY_VERIFY(ofMaria() != m_desktop->shown.cend());
        auto *popup = window.findChild<AssignPopup *>(QStringLiteral("assignPopup"));
        Q_EMIT m_desktop->ActionInvoked(ofMaria()->id, QStringLiteral("assign"));
        QTRY_VERIFY(popup->isOpen());
        const auto *table = window.findChild<LeadTable *>(QStringLiteral("leadsTable"));
        QCOMPARE(table->currentLead(), QUuid::fromString(QString::fromStdString(FakeTransport::leadId(50))));
        QTest::keyClick(window.focusWidget(), Qt::Key_Return);
        // Once it has a plumber, the note is pointless.
        QTRY_VERIFY(m_desktop->withdrawn.contains(ofMaria()->id));
    }

    void aLockedWindowNamesNobodyAndOpensNothing()
    {
        QVERIFY(m_desktop->begin());
        test::OfficeFixture office;
        Theme theme(office.settings);
        office.transport.fillOffice(3);
        MainWindow window(office.context, theme);
        window.resize(1400, 900);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        office.start();
        QTRY_VERIFY(office.isLive());
        window.findChild<QAction *>(QStringLiteral("actionLock"))->trigger();
        QVERIFY(window.idleLock().isLocked());
        nlohmann::json urgent = FakeTransport::lead(50, "Maria", "Gonzalez");
        urgent["urgency"] = "day";
        urgent["created_at"] = urgent["updated_at"] = office.transport.nextTime();
        office.transport.put("leads", urgent);
        // The others' time is half gone, which may be said first.
        const auto isOfUrgent = [](const Desktop::Shown &one) { return !one.title.startsWith(u"Half the time"); };
        const auto &notes = m_desktop->shown;
        QTRY_VERIFY(std::any_of(notes.cbegin(), notes.cend(), isOfUrgent));
        const Desktop::Shown shown = *std::find_if(notes.cbegin(), notes.cend(), isOfUrgent);
        QVERIFY2(!(shown.title + shown.body).contains(QStringLiteral("Maria")), qPrintable(shown.body));
        const QSignalSpy assign(window.findChild<DesktopAlerts *>(), &DesktopAlerts::assignWanted);
        Q_EMIT m_desktop->ActionInvoked(shown.id, QStringLiteral("assign"));
        QTRY_COMPARE(assign.count(), 1);
        QVERIFY(!window.findChild<AssignPopup *>(QStringLiteral("assignPopup"))->isOpen());
    }

private:
    std::unique_ptr<Desktop> m_desktop;
};

/// The test runs under a bus of its own, which the environment must name before anything asks for it.
int main(int argc, char **argv)
{
    if (!qEnvironmentVariableIsSet("PL_OWN_BUS")) {
        qputenv("PL_OWN_BUS", "1");
        QByteArray program("dbus-run-session");
        QByteArray configuration("--config-file=" PL_TEST_DATA "/data/bus.conf");
        QByteArray end("--");
        std::vector<char *> arguments{program.data(), configuration.data(), end.data()};
        arguments.insert(arguments.end(), argv, argv + argc);
        arguments.push_back(nullptr);
        ::execvp(program.constData(), arguments.data());
        return 1;
    }
    QApplication application(argc, argv);
    TestSystemNotes test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_systemnotes.moc"
