#pragma once

#include "models/base/timestamp.h"

#include <QList>
#include <QObject>
#include <QPointer>
#include <QSettings>
#include <QTimer>

#include <chrono>
#include <functional>

class QWidget;

namespace pl::ui {

class LockScreen;

/// Locks the office's window when nobody has used it for a while (settings, "lock/afterMinutes"; 0: never). Until the
/// password is given, a screen covers the window, the other windows are away, and neither keys nor the mouse reach
/// anything but that screen. All that is open or typed stays as it is. Who ends the program finds it locked
/// ("lock/locked"), unless they sign in with the password. Lives on the GUI thread.
class IdleLock : public QObject
{
    Q_OBJECT

public:
    /// All must outlive the lock. `look`: how often it looks at the clock.
    IdleLock(QWidget &window, QSettings &settings, const QString &email, const QString &server,
             std::function<Timestamp()> clock, std::chrono::milliseconds look = std::chrono::seconds(5));
    ~IdleLock() override;

    bool isLocked() const { return !m_screen.isNull(); }
    void lock();
    /// The password was right.
    void unlock();
    /// It was not, or nobody knows; `sentence` says why.
    void refuse(const QString &sentence);
    /// Forgets that this computer was left locked: somebody signed in with a password.
    static void release(QSettings &settings);

Q_SIGNALS:
    /// Answer with unlock() or refuse().
    void unlockRequested(const QString &password);
    void signOutRequested();
    void lockedChanged(bool locked);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    /// A window that is away until the password is given.
    struct Away
    {
        QPointer<QWidget> window;
        Qt::WindowModality modality = Qt::NonModal;
    };
    bool isOver() const;
    void noteInput();
    bool keepOut(QObject *watched, QEvent *event);
    bool belongs(const QWidget *widget) const;
    bool isInside(const QObject *watched) const;
    void signOut();
    void putAway(QWidget *window);
    void putAllAway();
    void bringBack();
    void setMenusEnabled(bool enabled);

    QWidget &m_window;
    QSettings &m_settings;
    const QString m_email;
    const QString m_server;
    std::function<Timestamp()> m_clock;
    Timestamp m_lastInput;
    QTimer m_look;
    QPointer<LockScreen> m_screen;
    QPointer<QWidget> m_focusBefore;
    QList<Away> m_away;
};

} // namespace pl::ui
