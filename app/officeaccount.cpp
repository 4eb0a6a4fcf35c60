#include "app/officeaccount.h"

#include "app/signinproblem.h"
#include "models/base/onresult.h"
#include "ui/account/changepassworddialog.h"
#include "ui/account/clockwarning.h"
#include "ui/account/idlelock.h"
#include "ui/account/signinagaindialog.h"
#include "ui/shell/mainwindow.h"
#include "ui/widgets/plainmessagebox.h"
#include "ui/words/errortext.h"

#include <QApplication>
#include <QPushButton>

namespace pl::app {

namespace {

/// The topmost widget: an open form, or the window itself.
QWidget *topmost(QWidget &window)
{
    QWidget *modal = QApplication::activeModalWidget();
    for (QWidget *up = modal; up; up = up->parentWidget())
        if (up == &window)
            return modal;
    return &window;
}

} // namespace

OfficeAccount::OfficeAccount(supabase::Session &session, ui::MainWindow &window, const QString &serverName,
                             QObject *parent)
    : QObject(parent), m_session(session), m_window(window), m_serverName(serverName)
{
    connect(&session, &supabase::Session::expired, this, &OfficeAccount::askToSignInAgain);
    connect(&window, &ui::MainWindow::signInAgainRequested, this, &OfficeAccount::askToSignInAgain);
    connect(&window, &ui::MainWindow::signOutEverywhereRequested, this, &OfficeAccount::confirmSignOutEverywhere);
    connect(&window, &ui::MainWindow::changePasswordRequested, this, [this] {
        m_changePassword = new ui::ChangePasswordDialog(m_session.user().email, &m_window);
        m_changePassword->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_changePassword, &ui::ChangePasswordDialog::submitted, this, &OfficeAccount::changePassword);
    });
    connect(&window.idleLock(), &ui::IdleLock::unlockRequested, this, &OfficeAccount::unlock);
    // After the window is shown, so that it can show the warning.
    QTimer::singleShot(0, this, &OfficeAccount::warnOfClock);
}

void OfficeAccount::askToSignInAgain()
{
    m_isEnded = true;
    Q_EMIT signInEnded();
    m_window.setSignInEnded(true);
    if (m_signInAgain)
        return;
    m_signInAgain = new ui::SignInAgainDialog(m_session.user().email, m_serverName, topmost(m_window));
    m_signInAgain->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_signInAgain, &ui::SignInAgainDialog::submitted, this, &OfficeAccount::signInAgain);
}

void OfficeAccount::signInAgain(const QString &password)
{
    onResult(this, m_session.signInAgain(password), [this](const Result<> &outcome) { signedInAgain(outcome); });
}

void OfficeAccount::signedInAgain(const Result<> &outcome)
{
    if (!outcome) {
        if (m_signInAgain)
            m_signInAgain->showErrors({ErrorCode::InvalidInput, signInProblem(outcome.error(), false).sentence});
        return;
    }
    if (m_signInAgain)
        m_signInAgain->saved();
    if (!m_session.isOffice())
        return Q_EMIT notOfTheOffice(notForYou(m_session.user().role).sentence);
    m_isEnded = false;
    m_window.setSignInEnded(false);
    Q_EMIT signInRestored();
    warnOfClock();
}

/// When the sign-in has ended as well, one password serves for both.
void OfficeAccount::unlock(const QString &password)
{
    const auto pending = m_isEnded ? m_session.signInAgain(password) : m_session.prove(password);
    onResult(this, pending, [this, wasEnded = m_isEnded](const Result<> &outcome) {
        if (!outcome)
            return m_window.idleLock().refuse(signInProblem(outcome.error(), false).sentence);
        m_window.idleLock().unlock();
        if (wasEnded)
            signedInAgain(outcome);
    });
}

void OfficeAccount::warnOfClock()
{
    if (const QString warning = ui::clockWarning(m_session.clockAhead()); !warning.isEmpty())
        m_window.notify(warning, ui::Notice::Kind::Problem, {}, {});
}

void OfficeAccount::changePassword(const QString &current, const QString &password, const QString &code)
{
    onResult(this, m_session.changePassword(current, password, code), [this](const Result<> &outcome) {
        if (!m_changePassword)
            return;
        if (outcome) {
            m_changePassword->saved();
            m_window.notify(tr("Your password was changed"), ui::Notice::Kind::Done, {}, {});
        } else if (outcome.error().remoteCode == QStringLiteral("reauthentication_needed")) {
            requestCode();
        } else {
            m_changePassword->refuse(outcome.error());
            renewIfEnded(outcome.error());
        }
    });
}

/// When a session was ended elsewhere, Auth no longer knows it, but its access token still works for the database. A
/// renewal finds out and leads to signing in again.
void OfficeAccount::renewIfEnded(const Error &error)
{
    if (error.remoteCode == QStringLiteral("session_not_found"))
        m_session.renew();
}

void OfficeAccount::requestCode()
{
    onResult(this, m_session.requestCode(), [this](const Result<> &outcome) {
        if (!m_changePassword)
            return;
        if (outcome)
            m_changePassword->askForCode(m_session.user().email);
        else
            m_changePassword->refuse(outcome.error());
    });
}

void OfficeAccount::confirmSignOutEverywhere()
{
    auto *box = new ui::PlainMessageBox(&m_window);
    box->setObjectName(QStringLiteral("signOutEverywhere"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setIcon(ui::PlainMessageBox::Question);
    box->setText(tr("Sign out %1 on every computer?").arg(m_session.user().email));
    box->setInformativeText(tr(
        "You are signed out here at once, and on every other computer within an hour. To sign in again, you will need "
        "your password."));
    QPushButton *yes = box->addButton(tr("Sign out everywhere"), ui::PlainMessageBox::AcceptRole);
    box->addButton(ui::PlainMessageBox::Cancel);
    box->setDefaultButton(yes);
    connect(yes, &QPushButton::clicked, this, &OfficeAccount::signOutEverywhere);
    box->open();
}

void OfficeAccount::signOutEverywhere()
{
    onResult(this, m_session.signOutEverywhere(), [this](const Result<> &outcome) {
        if (outcome)
            return Q_EMIT signedOutEverywhere();
        renewIfEnded(outcome.error());
        m_window.notify(ui::failureText(tr("No computer was signed out"), outcome.error()), ui::Notice::Kind::Problem,
                        tr("Try again"), [this] { signOutEverywhere(); });
    });
}

} // namespace pl::app
