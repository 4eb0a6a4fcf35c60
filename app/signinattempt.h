#pragma once

#include "app/serverconnection.h"
#include "app/signinproblem.h"
#include "ui/signin/signinview.h"

namespace pl::app {

/// One try to sign in: checks the address, asks the server for its project and publishable key if no key was given,
/// signs in, and makes sure that the account belongs to the office and the database can be read. Emits exactly one of
/// succeeded() and failed(), unless it is destroyed earlier.
class SignInAttempt : public QObject
{
    Q_OBJECT

public:
    /// With a `refreshToken` the password is not needed.
    SignInAttempt(const ui::SignInInput &input, const QByteArray &refreshToken, TransportFactory makeTransport,
                  QObject *parent = nullptr);
    ~SignInAttempt() override;

    void start();
    /// Instead of signing in: requests an e-mail with a link to set a new password. succeeded() means that it is on its
    /// way, if there is such an account.
    void startRecovery();
    /// The signed-in connection. Call it once, after succeeded().
    ServerConnection takeConnection();
    const ui::SignInInput &input() const { return m_input; }

Q_SIGNALS:
    void succeeded();
    void failed(const pl::app::SignInProblem &problem);
    /// The server has exchanged the kept token for this one. The old one no longer works, whatever happens next.
    void tokenExchanged(const QByteArray &refreshToken);

private:
    using Next = void (SignInAttempt::*)();
    void connectThen(Next next);
    void askForKey(Next next);
    void takeKey(const Result<supabase::HttpResponse> &answer, Next next);
    Result<> useProject(const nlohmann::json &configuration);
    void signIn();
    void signedIn(const Result<> &outcome);
    void lookIntoTheDatabase();
    void recover();

    ui::SignInInput m_input;
    QByteArray m_refreshToken;
    TransportFactory m_makeTransport;
    ServerConnection m_connection;
    std::unique_ptr<supabase::RestClient> m_database; ///< uses the connection, so it is destroyed first
};

} // namespace pl::app
