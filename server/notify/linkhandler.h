#pragma once

#include "server/http/router.h"
#include "server/journal/eventforwarder.h"
#include "server/metrics/registry.h"
#include "server/notify/linkcall.h"

namespace pl::notify {

/// Answers by link: GET /l/{token} shows the lead and changes nothing, however often a mail scanner opens it;
/// POST /l/{token}/accept and /decline answer, once.
///
/// An answer is on the disk of this server (the journal) before anything else; then it is written to the store, and the
/// page tells how things stand there. When the store is away the page says that the answer is kept, and the journal's
/// forwarder brings it there; both do the same guarded write, so it does not matter who comes first.
class LinkHandler : public QObject
{
    Q_OBJECT
public:
    using Clock = std::function<Timestamp()>;

    /// All of these must outlive this.
    LinkHandler(const LinkSigner &signer, supabase::RestClient &rest, journal::Journal &journal,
                metrics::Registry &metrics, Clock clock = &Timestamp::now, QObject *parent = nullptr);

    void addRoutes(http::Router &router);

Q_SIGNALS:
    /// There may be something to send.
    void answered();

private:
    Later<http::Response> show(const QByteArray &token);
    Later<http::Response> answer(const QByteArray &token, Answer answer, const QByteArray &body);
    struct Visit;
    using VisitPtr = std::shared_ptr<Visit>;
    void onState(const VisitPtr &visit, const Result<LinkState> &state);
    void keep(const VisitPtr &visit);
    void apply(const VisitPtr &visit);

    const LinkSigner &m_signer;
    supabase::RestClient &m_rest;
    journal::Journal &m_journal;
    metrics::Family<metrics::Counter> &m_answers;
    const Clock m_clock;
};

/// Brings answers from the journal to the store. The client must outlive the sink.
journal::EventSink linkSink(supabase::RestClient &rest, QObject *owner);

} // namespace pl::notify
