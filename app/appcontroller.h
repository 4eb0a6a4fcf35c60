#pragma once

#include "app/commandline.h"
#include "app/connection.h"
#include "app/profile.h"
#include "app/tokenstore.h"
#include "ui/common/theme.h"

#include <QSettings>

namespace pl::app {

class Office;
class SignInAttempt;
class SignInWindow;

/// Leads from the start to the sign-in page, from there into the office, and back.
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
    };

    /// What `parts` refers to must outlive the controller.
    AppController(CommandLine line, Parts parts, QObject *parent = nullptr);
    ~AppController() override;

    /// Shows the sign-in page, or goes straight on with a kept sign-in or the command line's.
    void start();
    /// Brings the window to the front.
    void raise();
    Office *office() { return m_office.get(); }
    SignInWindow &signInWindow() { return *m_signIn; }

Q_SIGNALS:
    /// The office's window is open.
    void officeOpened();
    /// The sign-in page has something to say.
    void signInFailed(const QString &sentence);

private:
    void prefill();
    void readKeptToken();
    void tokenRead(const Result<QByteArray> &token);
    void attempt(const ui::SignInInput &input);
    void recover(const ui::SignInInput &input);
    void attemptFailed(ui::SignInView::Field field, const QString &sentence, bool refused);
    void enter();
    void leave(const QString &message);
    void signOut();
    void keepToken();
    void tokenWritten(const Result<> &outcome);
    bool automated() const { return m_line.password.has_value(); }

    CommandLine m_line;
    Parts m_parts;
    Profile m_profile;
    QByteArray m_keptToken;
    bool m_toldOfKeychain = false;
    std::unique_ptr<SignInWindow> m_signIn;
    std::unique_ptr<SignInAttempt> m_attempt;
    std::unique_ptr<Office> m_office;
};

} // namespace pl::app
