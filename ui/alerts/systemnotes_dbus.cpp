#include "ui/alerts/systemnotes.h"

#include "ui/style/shown.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusServiceWatcher>
#include <QGuiApplication>
#include <QMap>
#include <QVariantMap>

// https://specifications.freedesktop.org/notification-spec/latest/: Notify gives an id, ActionInvoked and
// NotificationClosed name it. The action "default" is a click on the notification itself.

namespace pl::ui {
namespace {

const QString kNotesService = QStringLiteral("org.freedesktop.Notifications");
const QString kNotesPath = QStringLiteral("/org/freedesktop/Notifications");
const QString kAssignAction = QStringLiteral("assign");
const QString kOpenAction = QStringLiteral("default");

constexpr int kAnswerWithin = 3000;
constexpr uchar kNormalUrgency = 1;
constexpr uchar kCriticalUrgency = 2; // stays until it is read

QDBusMessage notesCall(const QString &method)
{
    return QDBusMessage::createMethodCall(kNotesService, kNotesPath, kNotesService, method);
}

QDBusMessage notifyCall(const Note &note, uint replaces)
{
    const QVariantMap hints{
        {QStringLiteral("urgency"), QVariant::fromValue(note.isUrgent ? kCriticalUrgency : kNormalUrgency)},
        {QStringLiteral("desktop-entry"), QGuiApplication::desktopFileName()},
        {QStringLiteral("suppress-sound"), true}}; // the program has its own
    const QStringList actions{kOpenAction, SystemNotes::tr("Show"), kAssignAction, SystemNotes::tr("Assign")};
    QDBusMessage call = notesCall(QStringLiteral("Notify")); // no-tr: a name on the bus
    call << QGuiApplication::applicationDisplayName() << replaces << QStringLiteral("plumber-leads") << note.title
         << notificationText(note.text) << actions << hints << -1;
    return call;
}

} // namespace

/// Hears the service's signals, which Qt D-Bus hands to slots by name.
class NotesListener : public QObject
{
    Q_OBJECT

public:
    NotesListener(std::function<void(uint, const QString &)> acted, std::function<void(uint)> closed,
                  const std::function<void()> &gone)
        : m_acted(std::move(acted)), m_closed(std::move(closed))
    {
        QDBusConnection bus = QDBusConnection::sessionBus();
        if (!bus.isConnected())
            return;
        const auto hear = [this, &bus](const QString &signal, const char *slot) {
            bus.connect(kNotesService, kNotesPath, kNotesService, signal, this, slot);
        };
        hear(QStringLiteral("ActionInvoked"), SLOT(actionInvoked(uint, QString)));
        hear(QStringLiteral("ActivationToken"), SLOT(activationToken(uint, QString)));
        hear(QStringLiteral("NotificationClosed"), SLOT(notificationClosed(uint, uint)));
        auto *watcher = new QDBusServiceWatcher(kNotesService, bus, QDBusServiceWatcher::WatchForUnregistration, this);
        connect(watcher, &QDBusServiceWatcher::serviceUnregistered, this, gone);
    }

private Q_SLOTS:
    void actionInvoked(uint id, const QString &action) { m_acted(id, action); }
    /// Comes before the action. With it, Wayland lets the program bring its window to the front.
    void activationToken(uint, const QString &token) { qputenv("XDG_ACTIVATION_TOKEN", token.toUtf8()); }
    void notificationClosed(uint id, uint) { m_closed(id); }

private:
    std::function<void(uint, const QString &)> m_acted;
    std::function<void(uint)> m_closed;
};

struct SystemNotes::Private
{
    struct Shown
    {
        Note note;
        uint id = 0;            ///< 0 while the service has not answered
        bool isWaiting = false; ///< for the service's answer
        bool isWithdrawn = false;
    };
    QMap<Note::Kind, Shown> shown;
    std::unique_ptr<NotesListener> listener;

    std::optional<Note> noteOf(uint id) const
    {
        for (const Shown &each : shown)
            if (each.id == id)
                return each.note;
        return std::nullopt;
    }
    /// False when a newer note is already on its way: that one isn't gone.
    bool takeAway(Note::Kind kind)
    {
        Shown &gone = shown[kind];
        gone.id = 0;
        return !gone.isWaiting && shown.remove(kind) > 0;
    }
};

SystemNotes::SystemNotes(QObject *parent) : QObject(parent), d(std::make_unique<Private>())
{
    d->listener = std::make_unique<NotesListener>(
        [this](uint id, const QString &action) {
            const std::optional<Note> note = d->noteOf(id);
            if (note && action == kAssignAction)
                Q_EMIT assignWanted(*note);
            else if (note)
                Q_EMIT opened(*note);
        },
        [this](uint id) {
            if (const std::optional<Note> note = d->noteOf(id); note && d->takeAway(note->kind))
                Q_EMIT closed(note->kind);
        },
        [this] { // the service that comes next gives the same ids to others
            for (const Note::Kind kind : d->shown.keys())
                if (d->takeAway(kind))
                    Q_EMIT closed(kind);
        });
}

SystemNotes::~SystemNotes()
{
    for (const Note::Kind kind : d->shown.keys())
        withdraw(kind);
}

void SystemNotes::show(const Note &note)
{
    if (!QDBusConnection::sessionBus().isConnected())
        return Q_EMIT refused(note);
    Private::Shown &shown = d->shown[note.kind];
    shown.note = note;
    shown.isWithdrawn = false;
    if (!shown.isWaiting) // else it follows when the id to be replaced is known
        send(note.kind);
}

void SystemNotes::send(Note::Kind kind)
{
    Private::Shown &shown = d->shown[kind];
    shown.isWaiting = true;
    const QDBusMessage call = notifyCall(shown.note, shown.id);
    auto *watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call, kAnswerWithin), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, sent = shown.note](auto *ended) {
        ended->deleteLater();
        const QDBusPendingReply<uint> reply = *ended;
        answered(sent, reply.isError() ? 0 : reply.value());
    });
}

void SystemNotes::answered(const Note &sent, uint id)
{
    Private::Shown &shown = d->shown[sent.kind];
    shown.isWaiting = false;
    shown.id = id;
    const Note latest = shown.note;
    if (id == 0) {
        const bool isWanted = !shown.isWithdrawn;
        d->shown.remove(sent.kind);
        if (isWanted)
            Q_EMIT refused(latest);
    } else if (shown.isWithdrawn) {
        withdraw(sent.kind);
    } else if (latest != sent) {
        send(sent.kind);
    }
}

void SystemNotes::withdraw(Note::Kind kind)
{
    const auto shown = d->shown.find(kind);
    if (shown == d->shown.end())
        return;
    shown->isWithdrawn = true;
    if (shown->isWaiting)
        return;
    QDBusMessage call = notesCall(QStringLiteral("CloseNotification"));
    call << shown->id;
    d->shown.erase(shown);
    QDBusConnection::sessionBus().send(call);
}

} // namespace pl::ui

#include "systemnotes_dbus.moc"
