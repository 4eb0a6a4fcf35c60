#include "server/sorting/sortingmetrics.h"

#include "models/base/onresult.h"
#include "server/intake/storedcounts.h"

namespace pl::sorting {

namespace {

constexpr std::chrono::seconds kSoon(5);

QByteArray textOf(QLatin1StringView name)
{
    return QByteArray(name.data(), name.size());
}

const char *fetchOutcome(const Retried &retried)
{
    if (retried.hasTokenTrouble)
        return "token_refused";
    if (retried.status == IntakeStatus::Retry)
        return "later";
    return retried.status == IntakeStatus::Waiting && retried.leftover.cause == IntakeCause::NotFetched ? "failed"
                                                                                                        : "fetched";
}

} // namespace

SortingMetrics::SortingMetrics(metrics::Registry &registry, supabase::RestClient &rest, SourceBook &book,
                               QObject *parent)
    : QObject(parent)
    , m_rest(rest)
    , m_book(book)
    , m_leads(registry.counter("plumber_leads_sorting_leads_total", "Leads made of what hooks sent.", {"source"}))
    , m_items(registry.counter("plumber_leads_sorting_items_total",
                               "What sources sent and what did not become a lead by itself, by cause.",
                               {"source", "cause"}))
    , m_retries(registry.counter("plumber_leads_sorting_retries_total",
                                 "Items that were tried again, by what they are since: taken, waiting, discarded, or "
                                 "to be tried once more (retry).",
                                 {"source", "outcome"}))
    , m_fetches(registry.counter("plumber_leads_sorting_fetches_total",
                                 "Leads asked for at their makers: fetched, failed, token_refused, or to be asked for "
                                 "later.",
                                 {"source", "outcome"}))
    , m_failures(registry.counter("plumber_leads_sorting_failures_total", "Items that could not be tried again."))
    , m_waiting(registry.gauge("plumber_leads_sorting_waiting_items", "Items that wait for people to sort them."))
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(kSoon);
    connect(&m_soon, &QTimer::timeout, this, &SortingMetrics::count);
}

void SortingMetrics::follow(supabase::OfficeNews &news)
{
    news.watch({"intake_items"}, this, [this] {
        if (!m_soon.isActive())
            m_soon.start();
    });
}

void SortingMetrics::delivered(const Delivered &delivered)
{
    for (const intake::DeliveredLead &lead : delivered.leads)
        m_leads.with({nameOf(lead.sourceId)}).add();
    for (const KeptItem &item : delivered.items)
        m_items.with({nameOf(item.sourceId), textOf(enumName(item.leftover.cause))}).add();
}

void SortingMetrics::retried(const Retried &retried)
{
    const QByteArray source = nameOf(retried.source);
    m_retries.with({source, textOf(enumName(retried.status))}).add();
    if (retried.hasFetched)
        m_fetches.with({source, fetchOutcome(retried)}).add();
}

QByteArray SortingMetrics::nameOf(const QUuid &source) const
{
    const auto &rules = m_book.latest();
    if (!rules)
        return "-";
    const auto known = rules->sources.constFind(source);
    return known != rules->sources.cend() ? known->source.name.toUtf8() : QByteArray("-");
}

void SortingMetrics::count()
{
    const auto waiting =
        supabase::Query("intake_items").select("id").eq("status", QString(enumName(IntakeStatus::Waiting)));
    onResult(this, intake::countRows(m_rest, waiting), [this](const Result<qint64> &items) {
        if (items)
            m_waiting.with({}).set(double(*items));
    });
}

} // namespace pl::sorting
