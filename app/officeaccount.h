#pragma once

#include "models/supabase/session.h"

#include <QPointer>

namespace pl::ui {
class ChangePasswordDialog;
class MainWindow;
class SignInAgainDialog;
} // namespace pl::ui

namespace pl::app {

/// What the signed-in person does with the account while the office is open: signs in again when the sign-in has ended
/// (over the window, which keeps all that is open, typed and undoable), changes the password, leaves every computer.
class OfficeAccount : public QObject
{
    Q_OBJECT

public:
    /// All must outlive this.
    OfficeAccount(supabase::Session &session, ui::MainWindow &window, const QString &serverName,
                  QObject *parent = nullptr);

Q_SIGNALS:
    /// Whoever asks the server by itself must rest: it would be refused, and the person asked to sign in, once a
    /// second.
    void signInEnded();
    void signInRestored();
    /// The server has ended the person's sessions on all computers, this one's too.
    void signedOutEverywhere();
    /// The person signed in again and is no longer of the office; `sentence` says so.
    void notOfTheOffice(const QString &sentence);

private:
    void askToSignInAgain();
    void signInAgain(const QString &password);
    void signedInAgain(const Result<> &outcome);
    void warnOfClock();
    void changePassword(const QString &current, const QString &password, const QString &code);
    void requestCode();
    void renewIfEnded(const Error &error);
    void confirmSignOutEverywhere();
    void signOutEverywhere();

    supabase::Session &m_session;
    ui::MainWindow &m_window;
    QString m_serverName;
    QPointer<ui::SignInAgainDialog> m_signInAgain;
    QPointer<ui::ChangePasswordDialog> m_changePassword;
};

} // namespace pl::app
