#pragma once

#include "server/http/router.h"
#include "server/journal/eventforwarder.h"
#include "server/metrics/registry.h"
#include "server/notify/linkcall.h"
#include "server/notify/linkpages.h"

namespace pl::notify {

/// Plumbers' answers through links. GET /l/{token} shows the lead and changes nothing, however often a mail scanner
/// opens it. POST /l/{token}/accept and /decline answer, once.
///
/// An answer first goes to the journal on this server's disk, then to the store, and the page shows the resulting
/// state. If the store is unavailable, the page says that the answer is saved, and the journal's forwarder delivers it.
/// Both make the same guarded write, so their order does not matter.
class LinkHandler : public QObject
{
    Q_OBJECT
public:
    using Clock = std::function<Timestamp()>;

    /// All of these must outlive this.
    LinkHandler(const LinkSigner &signer, supabase::RestClient &rest, journal::Journal &journal,
                metrics::Registry &metrics, Clock clock = &Timestamp::now, QObject *parent = nullptr);

    /// Who the office is, asked with each page.
    void nameOffice(std::function<OfficeIdentity()> office) { m_office = std::move(office); }
    void addRoutes(http::Router &router);

Q_SIGNALS:
    /// An answer was given; there may be a message to send.
    void answered();

private:
    Later<http::Response> show(const QByteArray &token);
    Later<http::Response> answer(const QByteArray &token, Answer answer, const QByteArray &body);
    struct Visit;
    using VisitPtr = std::shared_ptr<Visit>;
    void onState(const VisitPtr &visit, const Result<LinkState> &state);
    void keep(const VisitPtr &visit);
    void apply(const VisitPtr &visit);
    LinkPages pages() const { return LinkPages(m_office()); }

    const LinkSigner &m_signer;
    supabase::RestClient &m_rest;
    journal::Journal &m_journal;
    metrics::Family<metrics::Counter> &m_answers;
    const Clock m_clock;
    std::function<OfficeIdentity()> m_office = [] { return OfficeIdentity(); };
};

/// Delivers answers from the journal to the store. The client must outlive the sink.
journal::EventSink linkSink(supabase::RestClient &rest, QObject *owner);

} // namespace pl::notify
