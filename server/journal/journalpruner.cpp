#include "server/journal/journalpruner.h"

#include "models/base/onresult.h"

namespace pl::journal {

namespace {

constexpr const char *kBelieved = "clock-believed";

}

JournalPruner::JournalPruner(Journal &journal, Plan plan, QObject *parent)
    : JournalPruner(journal, plan, Clocks(), parent)
{
}

JournalPruner::JournalPruner(Journal &journal, Plan plan, Clocks clocks, QObject *parent)
    : QObject(parent), m_journal(journal), m_plan(plan), m_clocks(std::move(clocks))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &JournalPruner::beginRound);
}

void JournalPruner::start()
{
    onResult(this, m_journal.time(kBelieved), [this](const Result<std::optional<Timestamp>> &lastBelieved) {
        m_trust.emplace(lastBelieved.valueOr(std::nullopt));
        beginRound();
    });
}

void JournalPruner::beginRound()
{
    const Timestamp wall = m_clocks.wall();
    const bool wasHeld = std::exchange(m_isHeld, !m_trust->isBelieved(wall, m_clocks.uptime()));
    if (!m_isHeld)
        return prune(wall);
    m_timer.start(m_plan.roundPause);
    if (!wasHeld)
        Q_EMIT held();
}

void JournalPruner::prune(Timestamp wall)
{
    onResult(this, m_journal.prune(wall.addSeconds(-m_plan.keep.count()), m_plan.step),
             [this, wall](const Result<int> &pruned) { onPruned(pruned, wall); });
}

void JournalPruner::onPruned(const Result<int> &pruned, Timestamp wall)
{
    const int many = pruned.valueOr(0);
    m_timer.start(many == m_plan.step ? m_plan.stepPause : m_plan.roundPause);
    if (many > 0)
        Q_EMIT this->pruned(many);
    if (pruned)
        (void)m_journal.setTime(kBelieved, wall);
}

} // namespace pl::journal
