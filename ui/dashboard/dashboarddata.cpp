#include "ui/dashboard/dashboarddata.h"

#include "models/base/onresult.h"
#include "models/stats/offerreader.h"
#include "ui/office/background.h"
#include "ui/office/billingcontext.h"
#include "ui/office/sourcecontext.h"

namespace pl::ui {
namespace {

using namespace std::chrono_literals;

constexpr auto kNewsPause = 1s;
constexpr auto kOlderPause = 60s;

} // namespace

DashboardData::DashboardData(OfficeContext &context, QObject *parent) : QObject(parent), m_context(context)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(kNewsPause);
    m_minute.setInterval(kOlderPause);
    connect(&m_soon, &QTimer::timeout, this, [this] {
        readAnswers();
        count();
    });
    connect(&m_minute, &QTimer::timeout, this, &DashboardData::count);
    connect(context.offers, &stats::OfferReader::finished, this, [this](const Result<> &outcome) {
        m_answersFailure = outcome ? std::nullopt : std::optional(outcome.error());
        count();
    });
}

/// Not before the page is looked at: most windows are opened for the leads.
void DashboardData::follow()
{
    if (std::exchange(m_isFollowing, true))
        return;
    const replica::OfficeReplica &replica = m_context.replica;
    connect(&replica, &replica::OfficeReplica::reset, this, &DashboardData::recount);
    connect(&replica, &replica::OfficeReplica::leadsChanged, this, &DashboardData::takeLeads);
    connect(&replica, &replica::OfficeReplica::settingsChanged, this, &DashboardData::countSoon);
    connect(&replica, &replica::OfficeReplica::plumbersChanged, this, &DashboardData::countSoon);
    if (m_context.billing) {
        const replica::PaymentReplica &payments = m_context.billing->payments;
        connect(&payments, &replica::PaymentReplica::stateChanged, this, &DashboardData::countSoon);
        connect(&payments, &replica::PaymentReplica::reset, this, &DashboardData::recount);
        connect(&payments, &replica::PaymentReplica::paymentsChanged, this, &DashboardData::takePayments);
    }
    if (m_context.sources)
        connect(&m_context.sources->book, &replica::SourceBook::changed, this, &DashboardData::countSoon);
    recount();
}

/// Reads all leads and payments, on another thread.
void DashboardData::recount()
{
    ++m_reading;
    m_meanwhile.clear();
    m_paidMeanwhile.clear();
    m_isReading = m_context.replica.hasLeads();
    if (!m_isReading) { // signed out
        m_facts.clear();
        m_stats.reset();
        ++m_generation;
        m_context.offers->clear();
        return count();
    }
    using Facts = std::shared_ptr<stats::FactBook>;
    const auto paid = m_context.billing ? m_context.billing->payments.rows()->snapshot() : replica::PaymentSnapshot();
    const auto work = [leads = m_context.replica.snapshot(), paid]() -> Result<Facts> {
        const auto facts = std::make_shared<stats::FactBook>();
        const auto read = leads.each([&facts](const Lead &lead) {
            facts->take(lead);
            return true;
        });
        for (columns::Row row = 0; row < paid.size(); ++row)
            facts->take(paid.rows.id(row), paid.rows[row].leadId, {paid.rows[row].createdAt}, paid.shareOf(row));
        return read ? Result<Facts>(facts) : Result<Facts>(read.error());
    };
    inBackground<Facts>(this, work, [this, reading = m_reading](const Result<Facts> &facts) {
        if (reading == m_reading)
            factsRead(facts);
    });
}

/// Without them, the copy of the office has gone, and another one follows.
void DashboardData::factsRead(const Result<std::shared_ptr<stats::FactBook>> &facts)
{
    m_isReading = false;
    if (!facts)
        return;
    std::shared_ptr<stats::FactBook> before = *facts;
    std::swap(m_facts, *before);
    dropInBackground(before);
    takePayments(std::exchange(m_paidMeanwhile, {}));
    takeLeads(std::exchange(m_meanwhile, {}));
    readAnswers();
    count();
}

void DashboardData::takePayments(const QList<Payment> &payments)
{
    if (m_isReading) {
        m_paidMeanwhile += payments;
        return;
    }
    for (const Payment &payment : payments)
        m_facts.take(payment);
    countSoon();
}

void DashboardData::takeLeads(const QList<Lead> &leads)
{
    if (m_isReading) {
        m_meanwhile += leads;
        return;
    }
    for (const Lead &lead : leads)
        if (lead.withdrawnAt)
            m_facts.drop(lead.id);
        else
            m_facts.take(lead);
    if (m_context.replica.isComplete() && m_facts.leadCount() != m_context.replica.leadCount())
        return recount();
    countSoon();
}

void DashboardData::choose(const stats::DayRange &range, const QSet<QUuid> &sources, const QStringList &services)
{
    m_range = range;
    m_sources = sources;
    m_services = services;
    readAnswers();
    count();
}

void DashboardData::setShown(bool shown)
{
    m_isShown = shown;
    if (!shown) {
        m_minute.stop();
        return;
    }
    m_minute.start();
    follow();
    readAnswers();
    count();
}

void DashboardData::countSoon()
{
    if (m_isShown && !m_soon.isActive())
        m_soon.start();
}

void DashboardData::readAnswers()
{
    if (m_isShown && m_range.from.isValid() && m_context.replica.hasLeads())
        m_context.offers->read(query().startOf(m_range.from));
}

bool DashboardData::hasMoney() const
{
    return m_context.billing && m_context.sources && m_context.sources->book.isLoaded() &&
           m_context.billing->payments.state() == replica::PaymentReplica::State::Live &&
           m_context.billing->payments.isComplete();
}

std::optional<Timestamp> DashboardData::answersCutAt() const
{
    const auto covered = m_context.offers->coveredFrom();
    return covered && m_stats && *covered > m_stats->query.startOf(m_stats->query.range.from) ? covered : std::nullopt;
}

QDate DashboardData::dayOf(Timestamp at) const
{
    return at.toDateTime().toTimeZone(m_context.replica.settings().dispatch.zone()).date();
}

stats::StatsQuery DashboardData::query() const
{
    stats::StatsQuery query;
    query.range = m_range;
    query.sources = m_sources;
    query.services = m_services;
    query.now = m_context.clock();
    const OfficeSettings &settings = m_context.replica.settings();
    query.zone = settings.dispatch.zone();
    query.currency = settings.currency;
    for (const Urgency urgency : {Urgency::Day, Urgency::Week, Urgency::Month})
        query.minutesToAssign[static_cast<std::size_t>(urgency)] = settings.minutesToAssign(urgency);
    if (m_context.sources)
        for (const LeadSource &source : m_context.sources->book.sources()) {
            query.sourceCosts.insert(source.id, source.costCents);
            if (const int waiting = m_context.sources->book.items(source.id).waiting; waiting > 0)
                query.toSort.insert(source.id, waiting);
        }
    return query;
}

void DashboardData::count()
{
    if (!m_isShown || !m_isFollowing || !m_range.from.isValid())
        return;
    if (m_isCounting) {
        m_countAgain = true;
        return;
    }
    m_isCounting = true;
    m_facts.setOffers(m_context.offers->book().offers());
    onResult(this, stats::statsLater(m_facts.facts(), query()),
             [this, asked = m_generation](Result<stats::LeadStats> counted) {
                 m_isCounting = false;
                 // What was chosen or came meanwhile is counted next; old numbers would only flicker.
                 if (std::exchange(m_countAgain, false))
                     return count();
                 if (!counted || asked != m_generation)
                     return;
                 m_stats = std::move(counted).value();
                 Q_EMIT changed();
             });
}

} // namespace pl::ui
