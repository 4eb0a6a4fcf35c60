#pragma once

#include "app/accounts.h"
#include "app/commandline.h"
#include "app/serverconnection.h"
#include "models/updates/updatewatch.h"
#include "ui/style/theme.h"

#include <QSettings>

namespace pl::app {

class Office;
class SignInAttempt;
class SignInWindow;
struct SignInProblem;

/// Takes the program from its start to the sign-in page, into the office, and back.
class AppController : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        QSettings &settings;
        ui::Theme &theme;
        TokenStore &tokens;
        TransportFactory makeTransport;
        updates::UpdateWatch *updates = nullptr; ///< without it, nothing is told of new versions
        QString copyFolder = {};                 ///< for the copies of offices; without it, they are in memory alone
    };

    /// Everything in `parts` must outlive the controller.
    AppController(CommandLine line, Parts parts, QObject *parent = nullptr);
    ~AppController() override;

    /// Shows the sign-in page, or signs in at once with a kept sign-in or the command line's.
    void start();
    /// Brings the window to the front.
    void raise();
    Office *office() { return m_office.get(); }
    const Accounts &accounts() const { return m_accounts; }
    SignInWindow &signInWindow() { return *m_signIn; }

Q_SIGNALS:
    /// The office's window is open.
    void officeOpened();
    /// The sign-in page shows `sentence`.
    void signInFailed(const QString &sentence);

private:
    void connectView();
    void prefill();
    void showAccounts();
    const Profile *profileOf(const ui::SignInInput &input) const;
    void submit(const ui::SignInInput &input);
    void readKeptToken(const Profile &profile, const ui::SignInInput &input);
    void attempt(const ui::SignInInput &input, const QByteArray &keptToken);
    void recover(const ui::SignInInput &input);
    void giveUpWaiting();
    void attemptFailed(const SignInProblem &problem);
    void enter();
    void enterFromCopy(const Profile &profile, const ui::SignInInput &input, const QByteArray &token);
    void openOffice(ServerConnection connection, const ui::SignInInput &input);
    void checkRole(const QString &role);
    void connectOffice();
    void dismiss(const QString &sentence);
    QString copyOf(const Profile &profile) const;
    bool canStartFromCopy(const Profile &profile) const;
    void removeCopy(const Profile &profile);
    void leave(const QString &message);
    void signOut();
    void forgetServer();
    void keepToken();
    void forget(const ui::KnownAccount &account);
    void forgetDrafts(const Profile &profile);
    bool automated() const { return m_line.password.has_value(); }

    CommandLine m_line;
    Parts m_parts;
    Accounts m_accounts;
    Profile m_profile; ///< of the office that is open, or was open last
    std::unique_ptr<SignInWindow> m_signIn;
    std::unique_ptr<QObject> m_reading; ///< while the keychain is being read
    std::unique_ptr<SignInAttempt> m_attempt;
    std::unique_ptr<SignInAttempt> m_abandoned; ///< no longer awaited, but its new token must be kept
    std::unique_ptr<Office> m_office;
};

} // namespace pl::app
