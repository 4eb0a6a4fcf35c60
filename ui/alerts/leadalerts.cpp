#include "ui/alerts/leadalerts.h"

#include "ui/style/shown.h"
#include "ui/words/leadwords.h"
#include "ui/words/words.h"

namespace pl::ui {

using Stage = tables::DeadlineStage;

namespace {

using namespace std::chrono_literals;

constexpr qsizetype kLongestPart = 80; // leaves room for the rest of the sentence
constexpr qsizetype kMaxNames = 3;
constexpr auto kGatherFor = 1500ms;
constexpr qint64 kLateBy = 60; // seconds: a row may be committed after one that is a little newer

QString titleOf(Note::Kind kind, qsizetype leads)
{
    switch (kind) {
    case Note::Kind::NewLeads:
        return LeadAlerts::tr("%n new lead(s) for today", nullptr, static_cast<int>(leads));
    case Note::Kind::HalfGone:
        return LeadAlerts::tr("Half the time to assign is gone");
    case Note::Kind::Over:
        return LeadAlerts::tr("Not assigned in time");
    }
    return {};
}

} // namespace

LeadAlerts::LeadAlerts(OfficeContext &context, QObject *parent)
    : QObject(parent), m_context(context), m_watch(context.replica, kept(), nullptr, context.clock)
{
    const replica::OfficeReplica &replica = context.replica;
    connect(&m_watch, &tables::LeadDeadlineWatch::reached, this, &LeadAlerts::tellDue);
    connect(&replica, &replica::OfficeReplica::reset, this, &LeadAlerts::loaded);
    connect(&replica, &replica::OfficeReplica::leadsChanged, this, &LeadAlerts::take);
    m_gather.setSingleShot(true);
    connect(&m_gather, &QTimer::timeout, this, &LeadAlerts::tellArrived);
    if (replica.connection() == replica::Connection::Live)
        loaded();
}

void LeadAlerts::start()
{
    m_watch.check();
}

/// What is there now was there before: it isn't new.
void LeadAlerts::loaded()
{
    const columns::LeadColumns &leads = m_context.replica.columns();
    Timestamp newest;
    leads.live().forEach([&](columns::Row row) { newest = std::max(newest, leads.createdAt(row)); });
    m_since = newest.addSeconds(-kLateBy);
    m_known.clear();
    leads.live().forEach([&](columns::Row row) {
        if (leads.createdAt(row) > *m_since)
            m_known.insert(leads.id(row));
    });
    dropPointless();
}

void LeadAlerts::take(const QList<Lead> &leads, bool fromServer)
{
    dropPointless();
    if (!m_since)
        return;
    const bool isCatchingUp = m_context.replica.lastSync().micros == 0; // with what came while nobody ran it
    for (const Lead &lead : leads) {
        if (lead.createdAt <= *m_since || m_known.contains(lead.id))
            continue;
        m_known.insert(lead.id);
        if (fromServer && !isCatchingUp && lead.urgency == Urgency::Day && isWaiting(lead.id) && !lead.importId)
            m_arrived += lead.id;
    }
    if (!m_arrived.isEmpty() && !m_gather.isActive())
        m_gather.start(kGatherFor);
}

void LeadAlerts::tellArrived()
{
    QList<QUuid> leads = std::exchange(m_arrived, {});
    leads.removeIf([this](const QUuid &lead) { return !isWaiting(lead); });
    if (leads.isEmpty() || !isOn(QStringLiteral("alerts/newLeads")))
        return;
    tell(Note::Kind::NewLeads, leads);
    sound(leads);
}

void LeadAlerts::tellDue(const QList<QUuid> &halfGone, const QList<QUuid> &over)
{
    // Saved first: after a crash, a repeated warning would be worse than a missing one.
    keep();
    tell(Note::Kind::HalfGone, halfGone);
    tell(Note::Kind::Over, over);
    sound(halfGone + over);
}

void LeadAlerts::tell(Note::Kind kind, const QList<QUuid> &leads)
{
    if (leads.isEmpty() || !isOn(QStringLiteral("alerts/messages")))
        return;
    QList<QUuid> all = m_open.value(kind);
    all.removeIf([&](const QUuid &lead) { return !isWaiting(lead) || leads.contains(lead); });
    all += leads;
    std::stable_sort(all.begin(), all.end(), [this](const QUuid &a, const QUuid &b) {
        const Lead *first = m_context.replica.lead(a);
        const Lead *second = m_context.replica.lead(b);
        return first && second && m_context.replica.assignBy(*first) < m_context.replica.assignBy(*second);
    });
    m_open.insert(kind, all);
    Q_EMIT noteWanted(noteOf(kind, all));
}

Note LeadAlerts::noteOf(Note::Kind kind, const QList<QUuid> &leads) const
{
    return {kind, titleOf(kind, leads.size()), textFor(kind, leads), leads.first(), kind == Note::Kind::Over};
}

void LeadAlerts::setDiscreet(bool discreet)
{
    m_isDiscreet = discreet;
    if (!discreet)
        return;
    for (const Note::Kind kind : m_open.keys())
        Q_EMIT noteWanted(noteOf(kind, m_open.value(kind)));
}

/// Once for all of them, as the most urgent one whose sound is on.
void LeadAlerts::sound(const QList<QUuid> &leads)
{
    const int volume = m_context.settings.value(QStringLiteral("alerts/volume"), 70).toInt();
    std::optional<Urgency> most;
    for (const QUuid &id : leads)
        if (const Lead *lead = m_context.replica.lead(id);
            lead && isOn(QStringLiteral("alerts/sound/") + enumName(lead->urgency)))
            most = std::min(most.value_or(lead->urgency), lead->urgency);
    if (most && volume > 0)
        Q_EMIT soundWanted(*most, volume);
}

void LeadAlerts::dropPointless()
{
    for (const Note::Kind kind : m_open.keys()) {
        const QList<QUuid> leads = m_open.value(kind);
        if (std::any_of(leads.cbegin(), leads.cend(), [this](const QUuid &lead) { return isWaiting(lead); }))
            continue;
        m_open.remove(kind);
        Q_EMIT notePointless(kind);
    }
}

bool LeadAlerts::isWaiting(const QUuid &lead) const
{
    const Lead *row = m_context.replica.lead(lead);
    return row && row->status == LeadStatus::New && !row->erasedAt;
}

QString LeadAlerts::textFor(Note::Kind kind, const QList<QUuid> &leads) const
{
    if (m_isDiscreet && kind == Note::Kind::NewLeads) // the title counts them
        return tr("Unlock Plumber Leads to see more.");
    if (m_isDiscreet)
        return tr("%1. Unlock Plumber Leads to see more.", "how many leads").arg(leadsText(leads.size()));
    const Lead *lead = m_context.replica.lead(leads.first());
    if (leads.size() == 1 && lead)
        return tr("%1, %2. %3")
            .arg(shown(leadName(*lead), kLongestPart), shown(serviceText(lead->serviceNeeded), kLongestPart),
                 deadlineSentence(m_context.replica.assignBy(*lead), m_context.clock()));
    if (kind != Note::Kind::NewLeads)
        return leadsText(leads.size());
    QStringList names;
    for (const QUuid &id : leads.first(std::min(leads.size(), kMaxNames)))
        if (const Lead *each = m_context.replica.lead(id))
            names += shown(leadName(*each), kLongestPart);
    const int more = static_cast<int>(leads.size() - names.size());
    const QString named = names.join(QStringLiteral(", "));
    return more > 0 ? tr("%1 and %n more", "names of customers", more).arg(named) : named;
}

QString LeadAlerts::settingsKey() const
{
    return QStringLiteral("alerts/told/") + m_context.serverName;
}

tables::LeadDeadlineWatch::Told LeadAlerts::kept() const
{
    tables::LeadDeadlineWatch::Told told;
    for (const QString &entry : m_context.settings.value(settingsKey()).toStringList())
        told.insert(QUuid::fromString(entry.section(u' ', 0, 0)),
                    entry.endsWith(QStringLiteral("over")) ? Stage::Over : Stage::HalfGone);
    return told;
}

void LeadAlerts::keep()
{
    QStringList entries;
    for (auto it = m_watch.told().begin(); it != m_watch.told().end(); ++it)
        if (it.value() != Stage::Open)
            entries += it.key().toString(QUuid::WithoutBraces) +
                       (it.value() == Stage::Over ? QStringLiteral(" over") : QStringLiteral(" half"));
    entries.sort();
    m_context.settings.setValue(settingsKey(), entries);
}

} // namespace pl::ui
