#pragma once

#include "server/metrics/registry.h"
#include "server/sorting/hookdelivery.h"
#include "server/sorting/retrycall.h"

#include <QTimer>

namespace pl::sorting {

/// What sorting does in numbers, by source name.
class SortingMetrics : public QObject
{
    Q_OBJECT
public:
    /// All must outlive this, and the registry's text is made on this thread.
    SortingMetrics(metrics::Registry &registry, supabase::RestClient &rest, SourceBook &book,
                   QObject *parent = nullptr);

    /// From now on counts the waiting items when there is news of them.
    void follow(supabase::OfficeNews &news);

    void delivered(const Delivered &delivered);
    void retried(const Retried &retried);
    void failed() { m_failures.with({}).add(); }

private:
    QByteArray nameOf(const QUuid &source) const;
    void count();

    supabase::RestClient &m_rest;
    SourceBook &m_book;
    metrics::Family<metrics::Counter> &m_leads;
    metrics::Family<metrics::Counter> &m_items;
    metrics::Family<metrics::Counter> &m_retries;
    metrics::Family<metrics::Counter> &m_fetches;
    metrics::Family<metrics::Counter> &m_failures;
    metrics::Family<metrics::Gauge> &m_waiting;
    QTimer m_soon;
};

} // namespace pl::sorting
