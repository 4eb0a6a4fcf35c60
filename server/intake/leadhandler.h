#pragma once

#include "server/http/router.h"
#include "server/intake/intakemetrics.h"
#include "server/intake/leadbody.h"
#include "server/intake/refusalbound.h"
#include "server/intake/sourcegate.h"
#include "server/intake/sourcelimits.h"
#include "server/intake/storedcounts.h"
#include "server/journal/journal.h"

#include <QObject>

namespace pl::intake {

/// The lead sources' API: POST /api/v1/leads receives leads, GET /api/v1/leads/{id} shows a source one of its own, and
/// POST /api/v1/forms/{key} receives an HTML form.
///
/// A lead gets a 201 once the journal has it on disk, or a 200 with the same id if it was already known (by
/// `Idempotency-Key`, else by the source's `external_id`). An array gets one result per row: 201, or 200 if all were
/// known, 207 if some were refused, 422 if all were. Refusals are problem+json. What is refused for its content (400,
/// 415, 422) is kept for people to sort (refusedentries.h) before the answer, up to a bound (RefusalBound).
///
/// A form's key is part of its URL, because a form can't set headers and a browser's preflight contains neither header
/// values nor a body, so nothing else identifies the source. The key is public, so it grants less (Source) and works
/// nowhere else; a program's secret key does not work in a URL.
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

    /// For other ways in: a network's guesses count together.
    SourceGate &gate() { return m_gate; }

    /// The body limit of POST /api/v1/leads: an array's for a known program key, else one lead's; a known form's is an
    /// array's. An unknown key triggers a lookup, so that the sender's next try is decided by the store. Until the
    /// first list of sources has arrived, any key gets the larger limit.
    qint64 bodyLimit(const http::Request &head);

    Later<http::Response> post(const http::Request &request);
    Later<http::Response> get(const http::Request &request, const http::PathParameters &parameters);
    Later<http::Response> postForm(const http::Request &request, const http::PathParameters &parameters);
    Later<http::Response> preflight(const http::Request &request, const http::PathParameters &parameters);

private:
    /// State needed by answers made on the journal's thread, possibly after this is destroyed.
    struct Ledger
    {
        IntakeMetrics metrics;
        std::shared_ptr<SourceLimits> limits;
        std::shared_ptr<RefusalBound> bound;

        http::Response refuse(const Source &source, const Error &error, const QByteArray &path);
        void count(const Source &source, const CheckedBody &body, const QList<Result<journal::Receipt>> &receipts);
        Later<http::Response> answerOnceKept(journal::Journal &journal, const Source &source,
                                             const QList<HookEntry> &refused, http::Response answer);
    };
    using Then = SourceGate::Then;

    Later<http::Response> withSource(const http::Request &request, const QByteArray &key, Then then);
    Later<http::Response> withProgram(const http::Request &request, const QString &formsRefusal, Then then);
    Later<http::Response> withForm(const http::Request &request, const QByteArray &key, Then then);
    Later<http::Response> take(const http::Request &request, const Source &source);
    Later<http::Response> submit(const http::Request &request, const Source &source, const LeadBody &body,
                                 const QByteArray &idempotencyKey);
    Later<http::Response> repeatOrRefuse(const http::Request &request, const Source &source, const LeadBody &body,
                                         const QByteArray &idempotencyKey, const Error &refusal);
    Later<http::Response> refuseContentType(const http::Request &request, const Source &source);
    Later<http::Response> refuseBody(const http::Request &request, const Source &source, const Error &refusal);
    http::Response pretend(const http::Request &request, const Source &source, const LeadBody &body);
    Later<http::Response> lookUpLead(const QByteArray &path, const QUuid &id, const Source &source);

    journal::Journal &m_journal;
    SourceKeys &m_keys;
    supabase::RestClient &m_rest;
    const std::shared_ptr<Ledger> m_ledger;
    SourceGate m_gate;
    StoredCounts m_storedCounts;
};

} // namespace pl::intake
