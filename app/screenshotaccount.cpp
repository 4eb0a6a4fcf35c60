#include "app/office.h"
#include "app/screenshottour.h"
#include "app/signinwindow.h"
#include "ui/account/idlelock.h"
#include "ui/help/tour.h"

#include <QApplication>
#include <QDialog>

// The tour's last stops: help, the lock, the account, and the window before the office's.

namespace pl::app {

void ScreenshotTour::planHelp()
{
    add("firstSteps", [this] {
        m_office.window().showFirstSteps();
        return window();
    });
    add("manual", [this] { return manual(); });
    add("about", [this] { return dialog("actionAbout", "aboutDialog"); });
    add("around", [this] {
        m_office.window().startTour();
        return window();
    });
}

/// A window of its own, which closing only hides.
QWidget *ScreenshotTour::manual()
{
    trigger("actionManual");
    const QWidgetList windows = QApplication::topLevelWidgets();
    const auto found = std::find_if(windows.cbegin(), windows.cend(),
                                    [](const QWidget *one) { return one->objectName() == u"manual"; });
    return found == windows.cend() ? nullptr : *found;
}

/// So that the next stops aren't under it.
void ScreenshotTour::endHelp()
{
    if (auto *around = window()->findChild<ui::Tour *>())
        around->finish();
    if (auto *shown = m_subject.data(); shown && shown->objectName() == u"manual")
        shown->close();
}

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
