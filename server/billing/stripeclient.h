#pragma once

#include "models/supabase/transport.h"

#include <QObject>

#include <nlohmann/json.hpp>

namespace pl::billing {

/// Why Stripe will not do what it was asked to. Asking again in the same words is of no use.
struct StripeRefusal
{
    enum class Kind {
        CardDeclined,
        AuthenticationRequired, ///< the bank wants the card's owner to confirm
        InvalidRequest,
        NotFound,
        KeyReused, ///< the idempotency key was used for another question
        KeySpent   ///< the first answer to this key was a failure of Stripe's own, and stays its answer for ever
    };
    Kind kind = Kind::InvalidRequest;
    QString code;    ///< Stripe's code; a declined card's own ("insufficient_funds") where there is one
    QString message; ///< Stripe's sentence for people
    nlohmann::json paymentIntent = {}; ///< as the refusal left it; null when the question was about none
};

struct StripeAnswer
{
    nlohmann::json object;
    std::optional<StripeRefusal> refusal = std::nullopt;
};

/// Stripe's HTTP API, with the version of it that this program was written for. Lives on one thread.
///
/// An Error means that Stripe said nothing definite: what was asked for may have happened (Unavailable, TimedOut,
/// Conflict for a key that is in use right now) or has not (RateLimited, Unauthenticated, Forbidden). Ask again with
/// the same idempotency key. Nothing is repeated here. The API key is in no message, and neither are parameters.
class StripeClient : public QObject
{
    Q_OBJECT
public:
    static constexpr const char *kVersion = "2024-06-20";

    /// `transport` leads to https://api.stripe.com or a stand-in and must outlive the client.
    StripeClient(supabase::Transport &transport, QByteArray apiKey, QObject *parent = nullptr,
                 std::chrono::milliseconds timeout = std::chrono::seconds(30));

    /// Whether the key moves real money. An answer about the other mode's objects is a Protocol error.
    bool isLive() const { return m_isLive; }

    /// `path` without the version: "payment_intents/pi_1".
    QFuture<Result<StripeAnswer>> get(const QByteArray &path, const nlohmann::json &parameters = {});
    QFuture<Result<StripeAnswer>> post(const QByteArray &path, const nlohmann::json &parameters,
                                       const QByteArray &idempotencyKey);
    /// One object; a refusal is an Error.
    QFuture<Result<nlohmann::json>> object(const QByteArray &path, const nlohmann::json &parameters = {});
    /// All pages of a list.
    QFuture<Result<QList<nlohmann::json>>> list(const QByteArray &path, const nlohmann::json &parameters = {});

private:
    supabase::Headers headers() const;

    supabase::Transport &m_transport;
    const QByteArray m_apiKey;
    const bool m_isLive;
    const std::chrono::milliseconds m_timeout;
};

/// The refusal as an Error, for who can't make use of it.
Error errorOf(const StripeRefusal &refusal);

} // namespace pl::billing
