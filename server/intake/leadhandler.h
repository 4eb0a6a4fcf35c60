#pragma once

#include "server/http/router.h"
#include "server/intake/intakemetrics.h"
#include "server/intake/leadbody.h"
#include "server/intake/sourcekeys.h"
#include "server/intake/sourcelimits.h"
#include "server/intake/sourceuse.h"
#include "server/intake/storedcounts.h"
#include "server/journal/journal.h"
#include "server/shared/ratelimiter.h"

#include <QObject>

namespace pl::intake {

/// The lead sources' API: POST /api/v1/leads takes leads in, GET /api/v1/leads/{id} tells a source about its own, and
/// POST /api/v1/forms/{key} is the address of one HTML form.
///
/// A lead is answered with 201 when the journal has it on the disk, and with 200 and the same id when it was known
/// (`Idempotency-Key`, else the source's `external_id`). An array is answered row by row: 201, or 200 when all were
/// known, 207 when some were refused, 422 when all were. Refusals are problem+json.
///
/// A form's key stands in its address, as a form can set no header, and as a browser's preflight brings neither header
/// values nor body: only so can its answer be that source's own. The key is public, hence gives fewer rights (Source)
/// and works nowhere else; a program's key, which is secret, does not work in an address.
class LeadHandler : public QObject
{
    Q_OBJECT
public:
    /// For tests; the defaults are the product's.
    struct Options
    {
        SourceLimits::Clock now = Timestamp::now;
        shared::RateLimiter::Pace guesses = {};
        SourceUse::Pace use = {};
    };
    /// All must outlive this, and the registry the journal; `rest` reads the store.
    LeadHandler(journal::Journal &journal, SourceKeys &keys, supabase::RestClient &rest, metrics::Registry &registry,
                QObject *parent = nullptr);
    LeadHandler(journal::Journal &journal, SourceKeys &keys, supabase::RestClient &rest, metrics::Registry &registry,
                const Options &options, QObject *parent = nullptr);

    void addRoutes(http::Router &router);

    /// How long a body of POST /api/v1/leads may be: an array's length for a program's key that is known, else that of
    /// one lead. A key that isn't known here yet is looked for, so that the sender's next try is judged by the store.
    /// Until the first list of sources has come, any key will do.
    qint64 bodyLimit(const http::Request &head);

    Later<http::Response> post(const http::Request &request);
    Later<http::Response> get(const http::Request &request, const http::PathParameters &parameters);
    Later<http::Response> postForm(const http::Request &request, const http::PathParameters &parameters);
    Later<http::Response> preflight(const http::Request &request, const http::PathParameters &parameters);

private:
    /// What answers need that are made on the journal's thread, perhaps after this is gone.
    struct Ledger
    {
        IntakeMetrics metrics;
        std::shared_ptr<SourceLimits> limits;

        http::Response refuse(const Source &source, const Error &error, const QByteArray &path);
        void count(const Source &source, const CheckedBody &body, const QList<Result<journal::Receipt>> &receipts);
    };
    /// What is done with a request once its source is known.
    using Then = std::function<Later<http::Response>(const http::Request &, const Source &)>;

    Later<http::Response> withSource(const http::Request &request, const QByteArray &key, Then then);
    Later<http::Response> findSource(const http::Request &request, const QByteArray &key, Then then);
    Later<http::Response> withForm(const http::Request &request, const QByteArray &key, Then then);
    Later<http::Response> take(const http::Request &request, const Source &source);
    Later<http::Response> submit(const http::Request &request, const Source &source, const LeadBody &body,
                                 const QByteArray &idempotencyKey);
    Later<http::Response> repeatOrRefuse(const http::Request &request, const Source &source, const LeadBody &body,
                                         const QByteArray &idempotencyKey, const Error &refusal);
    http::Response pretend(const http::Request &request, const Source &source, const LeadBody &body);
    Later<http::Response> tell(const QByteArray &path, const QUuid &id, const Source &source);

    journal::Journal &m_journal;
    SourceKeys &m_keys;
    supabase::RestClient &m_rest;
    const std::shared_ptr<Ledger> m_ledger;
    shared::RateLimiter m_guesses;
    QSet<QByteArray> m_guessesInFlight; // networks and the hashes of the keys they show
    StoredCounts m_storedCounts;
    SourceUse m_use;
};

} // namespace pl::intake
