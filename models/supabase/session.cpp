#include "models/supabase/session.h"

#include "models/domain/onresult.h"

#include <QPromise>

namespace pl::supabase {
namespace {

using namespace std::chrono_literals;

constexpr qint64 kRenewBeforeSeconds = 300;
/// The clock is looked at this often: a timer set for an hour does not count the time a machine slept.
constexpr auto kCheckEvery = 20s;

bool refusedForGood(const Error &error)
{
    return error.code == ErrorCode::Unauthenticated || error.code == ErrorCode::InvalidInput ||
           error.code == ErrorCode::Forbidden;
}

} // namespace

Session::Session(Transport &transport, QByteArray anonKey, QObject *parent, std::function<Timestamp()> clock)
    : QObject(parent)
    , m_anonKey(anonKey)
    , m_anon(std::move(anonKey))
    , m_auth(transport, m_anon)
    , m_clock(std::move(clock))
{
    m_timer.setInterval(kCheckEvery);
    connect(&m_timer, &QTimer::timeout, this, &Session::renewIfDue);
}

Session::~Session() = default;

QFuture<Result<>> Session::take(const QFuture<Result<Tokens>> &pending)
{
    // A promise of our own, finished on our thread after the tokens are in place: whoever waits finds them there.
    auto promise = std::make_shared<QPromise<Result<>>>();
    promise->start();
    onResult(this, pending, [this, promise](const Result<Tokens> &tokens) {
        accept(tokens);
        promise->addResult(tokens ? Result<>() : Result<>(tokens.error()));
        promise->finish();
    });
    return promise->future();
}

void Session::accept(const Result<Tokens> &tokens)
{
    if (!tokens)
        return;
    m_tokens = *tokens;
    m_tokens.expiresAt = m_clock().addSeconds(Timestamp::now().secondsTo(tokens->expiresAt));
    m_timer.start();
    Q_EMIT tokensChanged();
}

QFuture<Result<>> Session::signIn(const QString &email, const QString &password)
{
    return take(m_auth.signIn(email, password));
}

QFuture<Result<>> Session::resume(const QByteArray &refreshToken)
{
    return take(m_auth.refresh(refreshToken));
}

QFuture<Result<>> Session::recover(const QString &email)
{
    return m_auth.recover(email);
}

void Session::signOut(bool everywhere)
{
    m_timer.stop();
    const Tokens gone = std::exchange(m_tokens, {});
    if (!gone.accessToken.isEmpty())
        m_auth.signOut(gone.accessToken, everywhere);
}

QFuture<Result<>> Session::renew()
{
    if (m_renewal.isRunning())
        return m_renewal;
    if (m_tokens.refreshToken.isEmpty())
        return QtFuture::makeReadyFuture(
            Result<>(Error{ErrorCode::Unauthenticated, QStringLiteral("Nobody is signed in.")}));
    m_renewal = take(m_auth.refresh(m_tokens.refreshToken));
    onResult(this, m_renewal, [this](const Result<> &outcome) {
        if (outcome || !signedIn() || !refusedForGood(outcome.error()))
            return;
        m_timer.stop();
        m_tokens = {};
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
