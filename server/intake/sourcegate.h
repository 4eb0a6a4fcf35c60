#pragma once

#include "server/http/message.h"
#include "server/intake/intakemetrics.h"
#include "server/intake/sourcekeys.h"
#include "server/intake/sourceuse.h"
#include "server/shared/ratelimiter.h"

namespace pl::intake {

/// Lets those pass who show that they are a source, and slows whoever guesses. A known source always passes, whatever
/// its network has guessed before.
class SourceGate : public QObject
{
    Q_OBJECT
public:
    /// For tests; the defaults are the product's.
    struct Options
    {
        shared::RateLimiter::Pace guesses = {};
        SourceUse::Pace use = {};
    };
    /// All must outlive this; `rest` reads the store.
    SourceGate(SourceKeys &keys, supabase::RestClient &rest, metrics::Registry &registry, const Options &options,
               QObject *parent = nullptr);

    SourceKeys &keys() { return m_keys; }

    /// How a request shows where it is from.
    struct Proof
    {
        SourceKeys::Look source;           ///< the one that is shown, among those that are known now
        std::function<QByteArray()> guess; ///< the same for another try of the same
        QByteArray path;                   ///< as a refusal shows it
        const char *wrong = "unknown_key"; ///< the metrics' word for a wrong one
    };
    /// Handles a request once its source is known.
    using Then = std::function<Later<http::Response>(const http::Request &, const Source &)>;
    /// Calls `then`, immediately if the source is known; else the store's list is read, and the answer may be a
    /// refusal: 401, 429 for a network that has guessed too often, 503 if the list can't be read.
    Later<http::Response> pass(const http::Request &request, const Proof &proof, Then then);
    /// The same for a source that shows its key.
    Later<http::Response> passKey(const http::Request &request, const QByteArray &key, Then then);

private:
    Later<http::Response> search(const http::Request &request, const Proof &proof, Then then);
    http::Response refuse(const Error &error, const Proof &proof);

    SourceKeys &m_keys;
    IntakeMetrics m_metrics;
    shared::RateLimiter m_guesses;
    QSet<QByteArray> m_guessesInFlight; // networks and what they guessed
    qint64 m_bytesInFlight = 0;         // of their requests' bodies
    SourceUse m_use;
};

} // namespace pl::intake
