#include "models/base/onresult.h"
#include "ui/plumbers/plumbersview.h"
#include "ui/plumbers/plumbertable.h"
#include "ui/words/errortext.h"

// What one key does to a plumber at once, each with its undo.

namespace pl::ui {

void PlumbersView::run(const Plumber &seen, const Plumber &wanted, const Step &step)
{
    if (m_pending.contains(seen.id))
        return;
    m_pending += seen.id;
    onResult(this, m_context.commands.editPlumber(seen, wanted),
             [this, id = seen.id, step](const Result<Plumber> &outcome) {
                 m_pending -= id;
                 if (outcome)
                     offerUndo(*outcome, step.done, step.restore);
                 else
                     say(failureText(step.failed, outcome.error()), Notice::Kind::Problem);
             });
}

PlumbersView::Step PlumbersView::pauseStep(const Plumber &seen) const
{
    const QString name = seen.fullName();
    const Restore restore = [status = seen.status, until = seen.pausedUntil](Plumber now) {
        now.status = status;
        now.pausedUntil = until;
        return now;
    };
    return isPaused(seen)
               ? Step{tr("%1 takes leads again").arg(name), tr("%1 was not activated").arg(name), restore}
               : Step{tr("%1 is paused and gets no leads").arg(name), tr("%1 was not paused").arg(name), restore};
}

void PlumbersView::togglePaused()
{
    const Plumber *plumber = current();
    if (!plumber)
        return;
    const Plumber seen = *plumber;
    Plumber wanted = seen;
    wanted.status = isPaused(seen) ? PlumberStatus::Active : PlumberStatus::Paused;
    wanted.pausedUntil.reset();
    run(seen, wanted, pauseStep(seen));
}

PlumbersView::Step PlumbersView::verifyStep(const Plumber &seen) const
{
    const QString name = seen.fullName();
    const Restore restore = [before = seen.verifiedAt](Plumber now) {
        now.verifiedAt = before;
        return now;
    };
    return seen.isVerified()
               ? Step{tr("%1 is no longer marked as verified").arg(name),
                      tr("The mark of %1 was not taken off").arg(name), restore}
               : Step{tr("%1 is marked as verified").arg(name), tr("%1 was not marked as verified").arg(name), restore};
}

void PlumbersView::toggleVerified()
{
    const Plumber *plumber = current();
    if (!plumber)
        return;
    const Plumber seen = *plumber;
    Plumber wanted = seen;
    wanted.verifiedAt = seen.isVerified() ? std::nullopt : std::optional(m_context.clock());
    run(seen, wanted, verifyStep(seen));
}

void PlumbersView::showTwin()
{
    const Plumber *plumber = current();
    const auto matches = plumber ? m_model->matches().of(*plumber) : QList<PlumberMatches::Match>();
    if (!matches.isEmpty())
        showPlumber(matches.first().plumberId);
}

} // namespace pl::ui
