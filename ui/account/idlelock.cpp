#include "ui/account/idlelock.h"

#include "ui/account/lockscreen.h"

#include <QApplication>
#include <QEvent>
#include <QMenuBar>

namespace pl::ui {
namespace {

const QString kAfterKey = QStringLiteral("lock/afterMinutes");
const QString kLockedKey = QStringLiteral("lock/locked");

bool isUse(QEvent::Type type)
{
    switch (static_cast<int>(type)) {
    case QEvent::KeyPress:
    case QEvent::MouseButtonPress:
    case QEvent::MouseMove:
    case QEvent::Wheel:
    case QEvent::TouchBegin:
        return true;
    default:
        return false;
    }
}

/// What a person does to a widget, in any way.
bool isReach(QEvent::Type type)
{
    switch (static_cast<int>(type)) {
    case QEvent::KeyRelease:
    case QEvent::Shortcut:
    case QEvent::ShortcutOverride:
    case QEvent::InputMethod:
    case QEvent::MouseButtonRelease:
    case QEvent::MouseButtonDblClick:
    case QEvent::ContextMenu:
    case QEvent::TouchUpdate:
    case QEvent::TouchEnd:
    case QEvent::DragEnter:
    case QEvent::DragMove:
    case QEvent::Drop:
    case QEvent::ToolTip:
    case QEvent::NativeGesture:
    case QEvent::Gesture:
        return true;
    default:
        return isUse(type);
    }
}

bool isPopup(const QWidget *window)
{
    return window->windowType() == Qt::Popup || window->windowType() == Qt::ToolTip;
}

} // namespace

IdleLock::IdleLock(QWidget &window, QSettings &settings, const QString &email, const QString &server,
                   std::function<Timestamp()> clock, std::chrono::milliseconds look)
    : QObject(&window)
    , m_window(window)
    , m_settings(settings)
    , m_email(email)
    , m_server(server)
    , m_clock(std::move(clock))
    , m_lastInput(m_clock())
{
    m_look.setInterval(look);
    connect(&m_look, &QTimer::timeout, this, [this] {
        if (isOver())
            lock();
    });
    m_look.start();
    qApp->installEventFilter(this);
    if (m_settings.value(kLockedKey).toBool())
        lock();
}

IdleLock::~IdleLock()
{
    qApp->removeEventFilter(this); // it would ask a screen that is half destroyed
    delete m_screen.data();
}

void IdleLock::release(QSettings &settings)
{
    settings.remove(kLockedKey);
}

bool IdleLock::isOver() const
{
    const int minutes = m_settings.value(kAfterKey, 0).toInt();
    return minutes > 0 && !isLocked() && m_window.isVisible() &&
           m_lastInput.secondsTo(m_clock()) >= qint64(minutes) * 60;
}

void IdleLock::lock()
{
    if (isLocked())
        return;
    m_settings.setValue(kLockedKey, true);
    m_focusBefore = m_window.focusWidget();
    m_screen = new LockScreen(m_email, m_server, &m_window);
    connect(m_screen, &LockScreen::submitted, this, &IdleLock::unlockRequested);
    connect(m_screen, &LockScreen::signOutRequested, this, &IdleLock::signOut);
    // Who was installed last is asked first: an open popup must not see the mouse either.
    qApp->removeEventFilter(this);
    qApp->installEventFilter(this);
    putAllAway();
    setMenusEnabled(false);
    m_screen->cover();
    Q_EMIT lockedChanged(true);
}

void IdleLock::unlock()
{
    if (!isLocked())
        return;
    release(m_settings);
    m_lastInput = m_clock();
    m_screen->hide();
    m_screen->deleteLater(); // its signal may be being handled
    m_screen = nullptr;
    setMenusEnabled(true);
    if (m_focusBefore)
        m_focusBefore->setFocus();
    bringBack();
    Q_EMIT lockedChanged(false);
}

/// The screen stays: the window goes with it.
void IdleLock::signOut()
{
    qApp->removeEventFilter(this);
    m_look.stop();
    release(m_settings);
    Q_EMIT signOutRequested();
}

void IdleLock::refuse(const QString &sentence)
{
    if (m_screen)
        m_screen->refuse(sentence);
}

void IdleLock::setMenusEnabled(bool enabled)
{
    for (QMenuBar *bar : m_window.findChildren<QMenuBar *>())
        bar->setEnabled(enabled); // on macOS it isn't in the window
}

void IdleLock::putAllAway()
{
    const QWidgetList all = QApplication::topLevelWidgets();
    for (QWidget *window : all)
        if (window != &m_window && window->isVisible() && belongs(window))
            putAway(window);
}

void IdleLock::putAway(QWidget *window)
{
    if (isPopup(window)) {
        window->close();
        return;
    }
    m_away += {window, window->windowModality()};
    window->hide();
}

void IdleLock::bringBack()
{
    for (const Away &away : std::exchange(m_away, {})) {
        if (!away.window)
            continue;
        // To hide a dialog ends its hold over the window.
        away.window->setWindowModality(away.modality);
        away.window->show();
    }
}

/// To the office, and not to the sign-in page.
bool IdleLock::belongs(const QWidget *widget) const
{
    while (widget && widget != &m_window)
        widget = widget->parentWidget();
    return widget;
}

bool IdleLock::isInside(const QObject *watched) const
{
    const auto *widget = qobject_cast<const QWidget *>(watched);
    for (; widget; widget = widget->parentWidget()) // also over the windows of its own menus
        if (widget == m_screen.data())
            return true;
    return false;
}

void IdleLock::noteInput()
{
    // The computer may have slept, and then the clock knows first.
    if (isOver())
        lock();
    m_lastInput = m_clock();
}

bool IdleLock::eventFilter(QObject *watched, QEvent *event)
{
    // A window that was away, in the tray for instance, must not show what is in it first.
    const bool isBack = watched == &m_window && event->type() == QEvent::Show;
    if (!isLocked() && (isBack || isUse(event->type())))
        noteInput();
    if (!isLocked())
        return false;
    if (watched == &m_window && event->type() == QEvent::Resize)
        m_screen->setGeometry(m_window.rect());
    return keepOut(watched, event);
}

bool IdleLock::keepOut(QObject *watched, QEvent *event)
{
    const QEvent::Type type = event->type();
    if (isInside(watched)) {
        if (type != QEvent::MouseButtonPress)
            return false;
        watched->event(event); // past all other filters: popups close when the mouse is pressed elsewhere
        return true;
    }
    if (type == QEvent::Shortcut)
        return true;
    auto *widget = qobject_cast<QWidget *>(watched);
    if (!widget || !belongs(widget))
        return false;
    if (type == QEvent::FocusIn)
        QMetaObject::invokeMethod(m_screen, &LockScreen::focusField, Qt::QueuedConnection);
    if (type == QEvent::Show && widget->parentWidget() == &m_window && !widget->isWindow())
        QMetaObject::invokeMethod(m_screen, &LockScreen::cover, Qt::QueuedConnection);
    if (type == QEvent::Show && widget->isWindow() && widget != &m_window)
        QMetaObject::invokeMethod(
            this,
            [this, shown = QPointer(widget)] {
                if (shown && isLocked() && shown->isVisible())
                    putAway(shown);
            },
            Qt::QueuedConnection);
    return isReach(type);
}

} // namespace pl::ui
