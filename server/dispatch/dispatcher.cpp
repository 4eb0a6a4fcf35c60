#include "server/dispatch/dispatcher.h"

#include "models/base/onresult.h"
#include "models/domain/donotcontact.h"

#include <QElapsedTimer>

namespace pl::dispatch {
namespace {

using supabase::GuardedWrite;
using supabase::Query;

constexpr std::array kUrgencies{Urgency::Day, Urgency::Week, Urgency::Month};
/// The store's code for a plumber at their cap (migration …_dispatch.sql, lead_cap).
const QString kRefusedByRule = QStringLiteral("P0001");
/// The store sends no news when a deadline passes. Deadlines are in minutes.
constexpr std::chrono::seconds kLookForDeadlines{30};
/// Off hours a thousand leads may wait that nobody can take: between them, the server does its other work.
constexpr qint64 kSliceMs = 25;

QStringList automaticUrgencies(const DispatchSettings &rules)
{
    QStringList names;
    for (const Urgency urgency : kUrgencies)
        if (rules.assignsItself(urgency))
            names += QString(enumName(urgency));
    return names;
}

QList<Urgency> urgenciesToAnswer(const DispatchSettings &rules)
{
    QList<Urgency> found;
    std::copy_if(kUrgencies.begin(), kUrgencies.end(), std::back_inserter(found),
                 [&rules](Urgency urgency) { return rules.minutesToAnswer(urgency) > 0; });
    return found;
}

bool moreUrgent(const Lead &a, const Lead &b)
{
    return std::tie(a.urgency, a.createdAt, a.id) < std::tie(b.urgency, b.createdAt, b.id);
}

} // namespace

Dispatcher::Dispatcher(supabase::RestClient &rest, QObject *parent, std::function<Timestamp()> clock,
                       std::chrono::milliseconds pause)
    : QObject(parent), m_rest(rest), m_clock(std::move(clock)), m_state(rest), m_pause(pause)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Dispatcher::round);
    connect(&m_state, &OfficeState::refreshed, this, [this](const Result<> &outcome) {
        if (outcome)
            lookForUnanswered(urgenciesToAnswer(m_state.rules()));
        else
            giveUp(outcome.error());
    });
}

void Dispatcher::start()
{
    round();
}

void Dispatcher::follow(supabase::OfficeNews &news)
{
    m_pause = kLookForDeadlines;
    news.watch({"leads", "plumbers", "settings", "lead_events"}, this, [this] { wake(); });
}

void Dispatcher::wake()
{
    if (m_isRound)
        m_isWoken = true;
    else if (m_timer.isActive())
        round();
}

void Dispatcher::round()
{
    m_timer.stop();
    m_isRound = true;
    m_isWoken = false;
    m_queue.clear();
    m_state.refresh(m_clock());
}

void Dispatcher::look(const Query &query, const std::function<void()> &then)
{
    onResult(this, m_rest.select<Lead>(query), [this, then](const Result<Leads> &leads) {
        if (!leads)
            return giveUp(leads.error());
        m_queue += *leads;
        then();
    });
}

void Dispatcher::lookForUnanswered(QList<Urgency> urgencies)
{
    if (urgencies.isEmpty())
        return takeBackNext();
    const Urgency urgency = urgencies.takeFirst();
    const Timestamp before = m_clock().addSeconds(-60 * m_state.rules().minutesToAnswer(urgency));
    look(Query("leads")
             .select(Lead::columns())
             .eq("status", QStringLiteral("assigned"))
             .eq("urgency", QString(enumName(urgency)))
             .isNull("accepted_at")
             .isNull("import_id")
             .filter("assigned_at", "lte", before.toString())
             .order("assigned_at.asc")
             .limit(supabase::kPageRows),
         [this, urgencies] { lookForUnanswered(urgencies); });
}

void Dispatcher::takeBackNext()
{
    if (m_queue.isEmpty())
        return lookForNew();
    const Lead lead = m_queue.takeFirst();
    write(
        lead, {{"status", "new"}, {"assigned_plumber_id", nullptr}, {"attention", enumText(Attention::Unanswered)}},
        [this, plumber = lead.assignedPlumberId.value_or(QUuid())](const Lead &row) {
            m_state.take(row);
            Q_EMIT takenBack(row.id, plumber);
        },
        [this] { takeBackNext(); });
}

void Dispatcher::lookForNew()
{
    const QStringList urgencies = automaticUrgencies(m_state.rules());
    if (urgencies.isEmpty())
        return endRound();
    const Query all = Query("leads")
                          .select(Lead::columns())
                          .eq("status", QStringLiteral("new"))
                          .in("urgency", urgencies)
                          .isNull("erased_at")
                          .isNull("import_id") // those are the office's to sort out
                          .filter("is_test", "is", QStringLiteral("false"))
                          .filter("do_not_sell", "is", QStringLiteral("false")) // the store would refuse them
                          .filter("service_needed", "neq", QString())
                          .order("created_at.asc")
                          .limit(supabase::kPageRows);
    // Leads that no plumber could take may have a candidate by now.
    look(Query(all).isNull("attention"), [this, all] {
        look(Query(all).eq("attention", QString(enumName(Attention::Nobody))), [this] {
            std::sort(m_queue.begin(), m_queue.end(), moreUrgent);
            assignNext();
        });
    });
}

void Dispatcher::assignNext()
{
    QElapsedTimer slice;
    slice.start();
    while (!m_queue.isEmpty()) {
        if (assignToBest(m_queue.takeFirst()))
            return;
        if (slice.elapsed() >= kSliceMs)
            return QTimer::singleShot(0, this, &Dispatcher::assignNext);
    }
    endRound();
}

bool Dispatcher::assignToBest(const Lead &lead)
{
    const Situation situation = m_state.situationFor(lead, m_clock());
    const QList<Candidate> ranked = m_state.roster().rank(lead, situation);
    if (ranked.isEmpty() || !ranked.first().eligible())
        return markNoCandidate(lead);
    const auto best = std::find_if(ranked.begin(), ranked.end(), [this](const Candidate &candidate) {
        return !candidate.eligible() || !m_state.isRefused(candidate.plumberId);
    });
    if (best == ranked.end() || !best->eligible())
        return false; // the next round sees why they were refused
    auto decision = *RankingDecision::of(ranked, best->plumberId, situation);
    decision.automatic = true;
    decision.setDates(m_state.rules(), situation.now);
    assign(lead, decision);
    return true;
}

void Dispatcher::assign(const Lead &lead, const RankingDecision &decision)
{
    const QUuid plumber = decision.chosen.plumberId;
    const nlohmann::json changes{{"assigned_plumber_id", toJson(plumber)}, {"decision", decision.toJson()}};
    const auto pending = m_rest.guardedUpdate<Lead>("leads", lead.id, lead.version, changes);
    onResult(this, pending, [this, lead, plumber](const Result<GuardedWrite<Lead>> &outcome) {
        if (!outcome && outcome.error().message.contains(kNotForSale)) {
            // Said between the look and the write: it is about the lead, not about the plumber.
        } else if (!outcome && outcome.error().remoteCode == kRefusedByRule) {
            m_state.noteRefused(plumber);
            m_queue.prepend(lead);
        } else if (!outcome) {
            return giveUp(outcome.error());
        } else if (outcome->row) {
            m_state.take(*outcome->row);
            Q_EMIT assigned(lead.id, plumber);
        }
        assignNext();
    });
}

bool Dispatcher::markNoCandidate(const Lead &lead)
{
    if (lead.attention)
        return false; // already marked
    write(
        lead, {{"attention", enumText(Attention::Nobody)}}, [this](const Lead &row) { Q_EMIT noPlumberFor(row.id); },
        [this] { assignNext(); });
    return true;
}

/// Losing a race is not a failure: the next round sees the new row.
void Dispatcher::write(const Lead &lead, const nlohmann::json &changes,
                       const std::function<void(const Lead &)> &written, const std::function<void()> &next)
{
    const auto pending = m_rest.guardedUpdate<Lead>("leads", lead.id, lead.version, changes);
    onResult(this, pending, [this, written, next](const Result<GuardedWrite<Lead>> &outcome) {
        if (!outcome)
            return giveUp(outcome.error());
        if (outcome->row)
            written(*outcome->row);
        next();
    });
}

void Dispatcher::endRound()
{
    m_isRound = false;
    m_timer.start(m_isWoken ? std::chrono::milliseconds(0) : m_pause);
    Q_EMIT roundEnded();
}

void Dispatcher::giveUp(const Error &error)
{
    m_isRound = false;
    m_timer.start(m_pause);
    Q_EMIT delayed(error.message);
}

} // namespace pl::dispatch
