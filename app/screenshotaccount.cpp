#include "app/office.h"
#include "app/screenshottour.h"
#include "app/signinwindow.h"
#include "ui/account/idlelock.h"

#include <QDialog>

// The tour's last stops: the lock, the account, and the window before the office's.

namespace pl::app {

void ScreenshotTour::planAccount()
{
    add("locked", [this] { return locked(); });
    add("change-password", [this] { return changePassword(); });
    add("sign-in-again", [this] { return signInAgain(); });
    add("accounts", [this] { return accounts(); });
    add("sign-in", [this] { return signIn(); });
    for (Stop &stop : m_stops)
        if (stop.name == u"accounts" || stop.name == u"sign-in")
            stop.size = {560, 640};
}

QWidget *ScreenshotTour::locked()
{
    m_office.window().idleLock().lock();
    return window();
}

QWidget *ScreenshotTour::changePassword()
{
    Q_EMIT m_office.window().changePasswordRequested();
    return window()->findChild<QDialog *>(QStringLiteral("changePassword"));
}

QWidget *ScreenshotTour::signInAgain()
{
    Q_EMIT m_office.window().signInAgainRequested();
    return window()->findChild<QDialog *>(QStringLiteral("signInAgain"));
}

QWidget *ScreenshotTour::accounts()
{
    const QString server = QStringLiteral("office.example");
    const QString here = QStringLiteral("http://127.0.0.1:8080");
    const QString email = QStringLiteral("sam@office.example");
    m_signIn.view().setAccounts({{server, {}, email, false}, {here, {}, QStringLiteral("ada@office.example"), true}});
    m_signIn.view().setInput({server, {}, email, {}, true});
    return &m_signIn;
}

QWidget *ScreenshotTour::signIn()
{
    m_signIn.view().setAccounts({});
    ui::SignInInput input = m_signIn.view().input();
    input.anonKey.clear();
    input.remember = true;
    m_signIn.view().setInput(input);
    return &m_signIn;
}

} // namespace pl::app
