#pragma once

#include "models/supabase/networktransport.h"
#include "server/main/dutywatch.h"
#include "server/main/servernotices.h"
#include "server/main/settings.h"
#include "server/sorting/hookforwarder.h"
#include "server/sorting/itemkeeping.h"
#include "server/sorting/leadfetcher.h"
#include "server/sorting/newsourcewatch.h"
#include "server/sorting/retryworker.h"
#include "server/sorting/sortingmetrics.h"

namespace pl {

/// What sources sent becomes leads, or items for people to sort; logs what happens, but not of whom. Tells admins about
/// sources that begin badly and about access tokens that have run out.
class SortingDuty : public QObject
{
    Q_OBJECT
public:
    struct Dependencies
    {
        supabase::OfficeNews &news;
        DutyWatch &watch;
        ServerNotices &notices;
        supabase::RestClient &rest;
        supabase::RestClient &forwardRest; ///< does not retry by itself
        journal::Journal &journal;
        metrics::Registry &metrics;
    };
    /// All must outlive the duty.
    SortingDuty(const Settings &settings, const Dependencies &dependencies, sorting::HookForwarder::Pace pace);

    void start();
    /// These leads reached the store by another way: their sources work.
    void noteLeads(const QList<intake::DeliveredLead> &leads);

Q_SIGNALS:
    /// These leads are in the store. A lead is reported again if its answer was lost.
    void delivered(const QList<pl::intake::DeliveredLead> &leads);

private:
    void watchForwarder();
    void watchRetries();
    void watchOthers();
    void onDelivered(const sorting::Delivered &delivered);
    void onRetried(const sorting::Retried &retried);
    void noteToken(const sorting::Retried &retried);

    supabase::NetworkTransport m_meta;
    supabase::NetworkTransport m_yelp;
    sorting::LeadFetcher m_fetcher;
    DutyWatch &m_watch;
    ServerNotices &m_notices;
    sorting::SourceBook m_book;
    sorting::SortingMetrics m_metrics;
    sorting::HookForwarder m_forwarder;
    sorting::RetryWorker m_retries;
    sorting::ItemKeeping m_keeping;
    sorting::NewSourceWatch m_newSources;
};

} // namespace pl
