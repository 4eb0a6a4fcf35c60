#pragma once

#include "models/supabase/session.h"

#include <QPointer>

namespace pl::ui {
class ChangePasswordDialog;
class MainWindow;
class SignInAgainDialog;
} // namespace pl::ui

namespace pl::app {

/// What the signed-in person can do with the account while the office is open: sign in again after the sign-in has
/// ended (over the window, which keeps everything that is open, typed and undoable), unlock it, change the password,
/// sign out everywhere.
class OfficeAccount : public QObject
{
    Q_OBJECT

public:
    /// All must outlive this.
    OfficeAccount(supabase::Session &session, ui::MainWindow &window, const QString &serverName,
                  QObject *parent = nullptr);

Q_SIGNALS:
    /// Polling must pause: every request would be refused, and the person asked to sign in once a second.
    void signInEnded();
    void signInRestored();
    /// The server has ended the person's sessions on all computers, including this one.
    void signedOutEverywhere();
    /// The person signed in again but no longer belongs to the office; `sentence` says so.
    void notOfTheOffice(const QString &sentence);

private:
    void askToSignInAgain();
    void signInAgain(const QString &password);
    void signedInAgain(const Result<> &outcome);
    void unlock(const QString &password);
    void warnOfClock();
    void changePassword(const QString &current, const QString &password, const QString &code);
    void requestCode();
    void renewIfEnded(const Error &error);
    void confirmSignOutEverywhere();
    void signOutEverywhere();

    supabase::Session &m_session;
    ui::MainWindow &m_window;
    QString m_serverName;
    bool m_isEnded = false; ///< the sign-in
    QPointer<ui::SignInAgainDialog> m_signInAgain;
    QPointer<ui::ChangePasswordDialog> m_changePassword;
};

} // namespace pl::app
