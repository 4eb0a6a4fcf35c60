#include "server/main/metricshandler.h"

#include "models/base/onresult.h"
#include "server/main/privateroute.h"

namespace pl {

using namespace metrics;

MetricsHandler::MetricsHandler(Registry &registry, const http::Server &server, journal::Journal &journal,
                               const intake::SourceKeys &keys, QObject *parent)
    : QObject(parent)
    , m_registry(registry)
    , m_server(server)
    , m_journal(journal)
    , m_keys(keys)
    , m_answers(
          registry.counter("plumber_leads_http_answers_total", "Answers, by route and status.", {"route", "status"}))
    , m_answerSeconds(registry.histogram("plumber_leads_http_answer_seconds",
                                         "From a request's last byte to its answer, by route.", {"route"},
                                         secondsBounds()))
    , m_duplicates(registry.counter("plumber_leads_duplicates_total",
                                    "Leads from people who had recently asked for the same service.", {"source"}))
    , m_forwardLag(registry.histogram("plumber_leads_forward_lag_seconds",
                                      "From a lead's arrival until it was in the store, by source.", {"source"},
                                      secondsBounds()))
{
}

void MetricsHandler::addRoutes(http::Router &router, const QByteArray &token)
{
    router.add("GET", "/metrics",
               privateRoute(token, [this](const http::Request &, const http::PathParameters &) { return answer(); }));
}

void MetricsHandler::answered(const QByteArray &route, const http::AnswerRecord &record)
{
    if (!m_last.answers || m_last.status != record.status || m_last.route != route)
        m_last = {route, record.status, &m_answers.with({route, QByteArray::number(record.status)}),
                  &m_answerSeconds.with({route})};
    m_last.answers->add();
    m_last.seconds->observe(double(record.took.count()) / 1e6);
}

void MetricsHandler::delivered(const QList<intake::DeliveredLead> &leads)
{
    const Timestamp now = Timestamp::now();
    for (const auto &lead : leads) {
        const QByteArray source = nameOf(lead.sourceId);
        const double lag = std::max(0.0, double(now.micros - lead.receivedAt.micros) / 1e6);
        m_forwardLag.with({source}).observe(lag);
        if (lead.isDuplicate)
            m_duplicates.with({source}).add();
    }
}

void MetricsHandler::sourceCounted(const intake::Source &source, const intake::UsualRate::State &state)
{
    const QByteArray name = source.name.toUtf8();
    const auto gauge = [this](const char *metric, const char *help) -> Family<Gauge> & {
        return m_registry.gauge(metric, help, {"source"});
    };
    gauge("plumber_leads_source_silent", "1 if the source sends far less than usual.").with({name}).set(state.isSilent);
    gauge("plumber_leads_source_expected_leads", "Leads the source usually sends in the hours examined.")
        .with({name})
        .set(state.expected);
    gauge("plumber_leads_source_seen_leads", "Leads the source sent in those hours.").with({name}).set(state.seen);
}

void MetricsHandler::showServer()
{
    const http::Counters &counters = m_server.counters();
    m_registry.gauge("plumber_leads_http_connections", "Open connections.").with({}).set(counters.open);
    const auto show = [this](const char *name, const char *help, quint64 total) {
        m_registry.counter(name, help).with({}).setTotal(total);
    };
    show("plumber_leads_http_connections_total", "Connections accepted.", counters.accepted);
    show("plumber_leads_http_evicted_total", "Idle and unfinished connections closed to make room.", counters.evicted);
    show("plumber_leads_http_turned_away_total", "Connections refused because the server was full.",
         counters.turnedAway);
    show("plumber_leads_http_timed_out_total", "Connections closed by a deadline.", counters.timedOut);
    show("plumber_leads_http_refused_total", "Requests refused before any handler saw them.", counters.refused);
}

void MetricsHandler::showJournal(const journal::JournalStats &stats)
{
    const Timestamp now = Timestamp::now();
    for (const journal::KindStats &kind : stats.kinds) {
        auto &entries = m_registry.gauge("plumber_leads_journal_entries",
                                         "Entries waiting to be forwarded, or set aside.", {"kind", "state"});
        entries.with({kind.kind, "waiting"}).set(double(kind.waiting));
        entries.with({kind.kind, "set_aside"}).set(double(kind.setAside));
        m_registry
            .gauge("plumber_leads_journal_oldest_seconds", "Age of the entry that has waited longest; 0 if none waits.",
                   {"kind"})
            .with({kind.kind})
            .set(double(kind.oldestWaitingSeconds(now)));
        m_registry.counter("plumber_leads_journal_forwarded_total", "Entries forwarded.", {"kind"})
            .with({kind.kind})
            .setTotal(quint64(kind.forwarded));
    }
    m_registry
        .histogram("plumber_leads_journal_commit_seconds", "Duration of a group commit, including its sync.", {},
                   secondsBounds())
        .with({})
        .set(stats.commitSeconds);
    m_registry.histogram("plumber_leads_journal_commit_entries", "Entries per group commit.", {}, sizeBounds())
        .with({})
        .set(stats.entriesACommit);
    m_registry.counter("plumber_leads_journal_failed_commits_total", "Commits that failed; their entries were refused.")
        .with({})
        .setTotal(stats.failedCommits);
}

/// "-" for a source that is no longer active.
QByteArray MetricsHandler::nameOf(const QUuid &source)
{
    if (!m_names.contains(source)) {
        m_names[source] = "-";
        for (const intake::Source &known : m_keys.all())
            m_names[known.id] = known.name.toUtf8();
    }
    return m_names.value(source);
}

/// Leaves out the journal's part if its disk can't even be read.
Later<http::Response> MetricsHandler::answer()
{
    const auto answer = std::make_shared<Later<http::Response>::Promise>();
    onResult(this, m_journal.stats(), [this, answer](const Result<journal::JournalStats> &stats) {
        showServer();
        if (stats)
            showJournal(*stats);
        answer->give(http::Response{200, {{"Content-Type", Registry::kContentType}}, m_registry.text()});
    });
    return answer->later();
}

} // namespace pl
