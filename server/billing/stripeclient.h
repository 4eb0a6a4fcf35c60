#pragma once

#include "models/supabase/transport.h"

#include <QObject>

#include <nlohmann/json.hpp>

namespace pl::billing {

/// Why Stripe refused a request. Repeating the same request is pointless.
struct StripeRefusal
{
    enum class Kind {
        CardDeclined,
        AuthenticationRequired, ///< the bank asks the cardholder to confirm
        InvalidRequest,
        NotFound,
        KeyReused, ///< the idempotency key was used for a different request
        KeySpent   ///< the first answer to this key was an internal error of Stripe's, which it repeats forever
    };
    Kind kind = Kind::InvalidRequest;
    QString code;    ///< Stripe's code; a declined card's own ("insufficient_funds") where there is one
    QString message; ///< Stripe's sentence for people
    nlohmann::json paymentIntent = {}; ///< its state after the refusal; null if the request was not about one
};

struct StripeAnswer
{
    nlohmann::json object;
    std::optional<StripeRefusal> refusal = std::nullopt;
};

/// Stripe's HTTP API, in the version that this program was written for. Lives on one thread.
///
/// An Error means that Stripe gave no definite answer: the request may have been carried out (Unavailable, TimedOut,
/// Conflict for a key in use right now) or was not (RateLimited, Unauthenticated, Forbidden). Retry with the same
/// idempotency key; this class does not retry. Messages contain neither the API key nor parameters.
class StripeClient : public QObject
{
    Q_OBJECT
public:
    static constexpr const char *kVersion = "2024-06-20";

    /// `transport` points to https://api.stripe.com or a stand-in and must outlive the client.
    StripeClient(supabase::Transport &transport, QByteArray apiKey, QObject *parent = nullptr,
                 std::chrono::milliseconds timeout = std::chrono::seconds(30));

    /// Whether the key moves real money. An answer about the other mode's objects (live or test) is a Protocol error.
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
    QFuture<Result<StripeAnswer>> ask(supabase::HttpRequest request);

    supabase::Transport &m_transport;
    const QByteArray m_apiKey;
    const bool m_isLive;
    const std::chrono::milliseconds m_timeout;
};

/// The refusal as an Error, for callers that don't handle refusals.
Error errorOf(const StripeRefusal &refusal);

} // namespace pl::billing
