#pragma once

#include "server/http/router.h"
#include "server/http/server.h"
#include "server/intake/forwarder.h"
#include "server/intake/sourcekeys.h"
#include "server/intake/sourcewatch.h"
#include "server/journal/journal.h"
#include "server/metrics/registry.h"

namespace pl {

/// /metrics: everything the server counts, in Prometheus's format. Sources are identified by name, routes by pattern;
/// there is no personal data in it.
class MetricsHandler : public QObject
{
    Q_OBJECT
public:
    /// All must outlive this.
    MetricsHandler(metrics::Registry &registry, const http::Server &server, journal::Journal &journal,
                   const intake::SourceKeys &keys, QObject *parent = nullptr);

    /// `token`: see privateRoute().
    void addRoutes(http::Router &router, const QByteArray &token);

    void answered(const QByteArray &route, const http::AnswerRecord &record);
    void delivered(const QList<intake::DeliveredLead> &leads);
    void sourceCounted(const intake::Source &source, const intake::UsualRate::State &state);

private:
    void showServer();
    void showJournal(const journal::JournalStats &stats);
    QByteArray nameOf(const QUuid &source);
    Later<http::Response> answer();

    metrics::Registry &m_registry;
    const http::Server &m_server;
    journal::Journal &m_journal;
    const intake::SourceKeys &m_keys;
    metrics::Family<metrics::Counter> &m_answers;
    metrics::Family<metrics::Histogram> &m_answerSeconds;
    metrics::Family<metrics::Counter> &m_duplicates;
    metrics::Family<metrics::Histogram> &m_forwardLag;
    QHash<QUuid, QByteArray> m_names;

    /// The instruments of the last answer: on a busy server most answers resemble the previous one.
    struct Last
    {
        QByteArray route;
        int status = 0;
        metrics::Counter *answers = nullptr;
        metrics::Histogram *seconds = nullptr;
    };
    Last m_last;
};

} // namespace pl
