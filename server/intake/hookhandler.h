#pragma once

#include "models/mapping/bodyreader.h"
#include "server/http/router.h"
#include "server/intake/sourcegate.h"
#include "server/intake/sourcelimits.h"
#include "server/intake/storedcounts.h"
#include "server/journal/journal.h"

namespace pl::intake {

/// The address to which other services send what they call leads: /api/v1/hooks/{key}, where {key} is the source's
/// hook key, or its id (hookauthentication.h).
///
/// POST: whatever an authenticated hook sends, of any type and shape, is in the journal (HookEntry) before the answer,
/// which is a 200, or the source's `answerStatus`; a repeat gets the same. What comes over the source's limits is kept,
/// too, for people to sort. Refused are only the unauthenticated (401; 429 while their network guesses too often), what
/// is too large (413), and all when the journal refuses (503).
///
/// GET and HEAD: with hub.mode=subscribe and the key as hub.verify_token, the answer is hub.challenge alone; without,
/// it is an empty 200, for services that look whether anybody is there.
///
/// A key in a path is a secret: no answer and no log shows it.
class HookHandler : public QObject
{
    Q_OBJECT
public:
    static constexpr const char *kPrefix = "/api/v1/hooks/";
    /// Of any hook's address, so that the answer doesn't tell which ids exist.
    static constexpr qint64 kBodyBytes = mapping::kMaxBodyBytes;

    /// All must outlive this, and the registry the journal; `rest` reads the store.
    HookHandler(journal::Journal &journal, SourceGate &gate, supabase::RestClient &rest, metrics::Registry &registry,
                SourceLimits::Clock now = Timestamp::now, QObject *parent = nullptr);

    void addRoutes(http::Router &router);

    Later<http::Response> post(const http::Request &request, const http::PathParameters &parameters);
    Later<http::Response> get(const http::Request &request, const http::PathParameters &parameters);

private:
    /// State needed by answers made on the journal's thread, possibly after this is destroyed.
    struct Ledger
    {
        IntakeMetrics metrics;
        std::shared_ptr<SourceLimits> limits;
    };

    Later<http::Response> pass(const http::Request &request, const http::PathParameters &parameters,
                               SourceGate::Then then);
    Later<http::Response> receive(const http::Request &request, const Source &source);
    http::Response answerVisit(const http::Request &request, const Source &source);

    journal::Journal &m_journal;
    SourceGate &m_gate;
    const SourceLimits::Clock m_now;
    const std::shared_ptr<Ledger> m_ledger;
    StoredCounts m_storedCounts;
};

} // namespace pl::intake
