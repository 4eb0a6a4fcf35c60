#pragma once

#include "app/connection.h"
#include "ui/signin/signinview.h"

namespace pl::app {

/// One try to sign in: checks the address, asks the server for its publishable key if none was given, signs in, and
/// makes sure that the account belongs to the office. Ends with exactly one of succeeded() and failed(), unless it is
/// destroyed before.
class SignInAttempt : public QObject
{
    Q_OBJECT

public:
    /// With a `refreshToken` the password is not needed.
    SignInAttempt(const ui::SignInInput &input, const QByteArray &refreshToken, TransportFactory makeTransport,
                  QObject *parent = nullptr);
    ~SignInAttempt() override;

    void start();
    /// Instead of signing in: asks for a mail with which the person can set a new password. succeeded() means that it
    /// is on its way, if there is such an account.
    void startRecovery();
    /// The signed-in person; after succeeded(), once.
    Connection takeConnection();
    const ui::SignInInput &input() const { return m_input; }

Q_SIGNALS:
    void succeeded();
    /// `refused`: the server does not take the password or the kept sign-in; else it was not asked or could not answer.
    void failed(pl::ui::SignInView::Field field, const QString &sentence, bool refused);

private:
    using Next = void (SignInAttempt::*)();
    void connectThen(Next next);
    void askForKey(Next next);
    void takeKey(const Result<supabase::HttpResponse> &answer, Next next);
    void signIn();
    void recover();
    void signedIn(const Result<> &outcome);
    void fail(const Error &error);

    ui::SignInInput m_input;
    QByteArray m_refreshToken;
    TransportFactory m_makeTransport;
    Connection m_connection;
};

} // namespace pl::app
