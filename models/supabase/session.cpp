#include "models/supabase/session.h"

#include "models/base/answer.h"

namespace pl::supabase {
namespace {

constexpr qint64 kRenewBeforeSeconds = 300;

bool refusedForGood(const Error &error)
{
    return error.code == ErrorCode::Unauthenticated || error.code == ErrorCode::InvalidInput ||
           error.code == ErrorCode::Forbidden;
}

Error nobody()
{
    return {ErrorCode::Unauthenticated, QStringLiteral("Nobody is signed in.")};
}

Error signedOutMeanwhile()
{
    return {ErrorCode::Cancelled, QStringLiteral("Signed out in the meantime.")};
}

} // namespace

Session::Session(Transport &transport, QByteArray anonKey, QObject *parent, std::function<Timestamp()> clock,
                 std::chrono::milliseconds checkEvery)
    : QObject(parent)
    , m_anonKey(anonKey)
    , m_anon(std::move(anonKey))
    , m_clock(std::move(clock))
    , m_auth(transport, m_anon)
    , m_person(transport, *this)
{
    m_timer.setInterval(checkEvery);
    connect(&m_timer, &QTimer::timeout, this, &Session::renewIfDue);
}

Session::~Session() = default;

QFuture<Result<>> Session::take(const QFuture<Result<Tokens>> &pending)
{
    // Our own answer, finished on our thread once the tokens are stored, so that waiting callers find them.
    return thenOn(this, pending, [this, signOuts = m_signOuts](const Result<Tokens> &tokens) {
        return tokens.andThen([&](const Tokens &fresh) -> Result<> {
            if (signOuts == m_signOuts)
                return accept(fresh);
            end(fresh);
            return signedOutMeanwhile();
        });
    });
}

Result<> Session::accept(const Tokens &tokens)
{
    if (!user().id.isNull() && tokens.user.id != user().id) {
        end(tokens);
        return Error{
            ErrorCode::Forbidden, QStringLiteral("This is another account."), {}, QStringLiteral("other_account")};
    }
    m_tokens = tokens;
    m_tokens.expiresAt = m_clock().addSeconds(Timestamp::now().secondsTo(tokens.expiresAt));
    m_clockAhead = std::chrono::seconds(tokens.issuedAt ? tokens.issuedAt->secondsTo(m_clock()) : 0);
    m_timer.start();
    Q_EMIT tokensChanged();
    return {};
}

QFuture<Result<>> Session::signIn(const QString &email, const QString &password)
{
    return take(m_auth.signIn(email, password));
}

QFuture<Result<>> Session::signInAgain(const QString &password)
{
    return signIn(user().email, password);
}

QFuture<Result<>> Session::resume(const QByteArray &refreshToken)
{
    return take(m_auth.refresh(refreshToken));
}

void Session::resumeLater(const AuthUser &user, const QByteArray &refreshToken)
{
    m_tokens = {};
    m_tokens.refreshToken = refreshToken;
    m_tokens.user = user;
}

QFuture<Result<>> Session::recover(const QString &email)
{
    return m_auth.recover(email);
}

QFuture<Result<>> Session::prove(const QString &password)
{
    return thenOn(this, m_auth.signIn(user().email, password), [this](const Result<Tokens> &proof) -> Result<> {
        if (!proof)
            return proof.error();
        end(*proof);
        return {};
    });
}

QFuture<Result<>> Session::changePassword(const QString &current, const QString &password, const QString &code)
{
    const Answer<> answer;
    const auto finish = [answer](const Result<> &outcome) { answer.finish(outcome); };
    onResult(this, m_auth.signIn(user().email, current),
             [this, finish, current, password, code, signOuts = m_signOuts](const Result<Tokens> &proof) {
                 if (!proof)
                     return finish(proof.error());
                 end(*proof); // it was the proof, and nothing else
                 if (signOuts != m_signOuts)
                     return finish(signedOutMeanwhile());
                 onResult(this, m_person.changePassword(current, password, code), finish);
             });
    return answer.future();
}

QFuture<Result<>> Session::requestCode()
{
    return m_person.requestCode();
}

/// The request uses the bearer that is current when it is made.
void Session::end(Tokens tokens)
{
    const Tokens kept = std::exchange(m_tokens, std::move(tokens));
    m_person.signOut(false);
    m_tokens = kept;
}

void Session::forget()
{
    ++m_signOuts;
    m_timer.stop();
    m_tokens = {};
}

void Session::signOut()
{
    if (!bearer().isEmpty())
        end(m_tokens);
    forget();
}

QFuture<Result<>> Session::signOutEverywhere()
{
    return thenOn(this, m_person.signOut(true), [this](const Result<> &outcome) {
        if (outcome)
            forget();
        return outcome;
    });
}

QFuture<Result<>> Session::renew()
{
    if (m_renewal.isRunning())
        return m_renewal;
    if (!signedIn()) {
        if (!bearer().isEmpty())
            Q_EMIT expired();
        return QtFuture::makeReadyFuture(Result<>(nobody()));
    }
    m_renewal = take(m_auth.refresh(m_tokens.refreshToken));
    onResult(this, m_renewal, [this](const Result<> &outcome) {
        if (outcome || !signedIn() || !refusedForGood(outcome.error()))
            return;
        m_timer.stop();
        m_tokens.refreshToken.clear();
        Q_EMIT expired();
    });
    return m_renewal;
}

void Session::renewIfDue()
{
    if (signedIn() && m_clock().secondsTo(m_tokens.expiresAt) < kRenewBeforeSeconds)
        renew();
}

} // namespace pl::supabase
