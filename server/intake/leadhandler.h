#pragma once

#include "server/http/router.h"
#include "server/intake/leadbody.h"
#include "server/intake/sourcekeys.h"
#include "server/journal/journal.h"

#include <QObject>

namespace pl::intake {

/// The lead sources' API: POST /api/v1/leads takes leads in, GET /api/v1/leads/{id} tells a source about its own.
///
/// A lead is answered with 201 when the journal has it on the disk, and with 200 and the same id when it was known
/// (`Idempotency-Key`, else the source's `external_id`). An array is answered row by row: 201, or 200 when all were
/// known, 207 when some were refused, 422 when all were. Refusals are problem+json.
class LeadHandler : public QObject
{
    Q_OBJECT
public:
    /// All must outlive this; `rest` reads the store.
    LeadHandler(journal::Journal &journal, SourceKeys &keys, supabase::RestClient &rest, QObject *parent = nullptr);

    void addRoutes(http::Router &router);

    QFuture<http::Response> post(const http::Request &request);
    QFuture<http::Response> get(const http::Request &request, const http::PathParameters &parameters);

private:
    using Then = std::function<QFuture<http::Response>(const Source &)>;
    QFuture<http::Response> withSource(const http::Request &request, Then then);
    QFuture<http::Response> take(const http::Request &request, const Source &source);
    QFuture<http::Response> tell(const QByteArray &path, const QUuid &id, const Source &source);

    journal::Journal &m_journal;
    SourceKeys &m_keys;
    supabase::RestClient &m_rest;
};

} // namespace pl::intake
