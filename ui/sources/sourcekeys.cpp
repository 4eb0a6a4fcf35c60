#include "models/base/answer.h"
#include "ui/office/sourcecontext.h"
#include "ui/sources/sourcesview.h"
#include "ui/sources/sourcetable.h"
#include "ui/widgets/confirmpopup.h"
#include "ui/words/errortext.h"

// What the page does to keys: another one, revoking, activating.

namespace pl::ui {

using replica::NewKey;

void SourcesView::ask(const QString &question, const QString &verb, const std::function<void()> &confirmed)
{
    const QRect row = m_table->visualRect(m_table->currentIndex());
    const QRect anchor(m_table->viewport()->mapToGlobal(row.topLeft()), row.size());
    m_confirm->ask(question, verb, anchor, confirmed);
}

void SourcesView::changeKey()
{
    const LeadSource *source = current();
    if (!source || m_pending.contains(source->id))
        return;
    ask(tr("Make a new key for %1? It's shown only once. The current key keeps working for one day, so you can change "
           "the other side.")
            .arg(source->name),
        tr("Make a new key"), [this, id = source->id] { makeKey(id); });
}

void SourcesView::makeKey(const QUuid &id)
{
    const LeadSource *source = m_sources.book.source(id);
    if (!source || m_pending.contains(id))
        return;
    m_pending += id;
    refresh();
    onResult(this, m_sources.commands.changeKey(*source, m_context.clock()),
             [this, name = source->name, id](const Result<NewKey> &outcome) {
                 m_pending -= id;
                 refresh();
                 if (!outcome)
                     return say(failureText(tr("%1 has no new key").arg(name), outcome.error()), Notice::Kind::Problem);
                 m_ownVersions.insert(id, outcome->source.version);
                 showKey(*outcome);
             });
}

void SourcesView::toggleActive()
{
    const LeadSource *source = current();
    if (!source || m_pending.contains(source->id))
        return;
    if (!source->active)
        return setActive(source->id, true);
    ask(tr("Revoke %1? Its key stops working at once, and what it sends is refused. The leads it has sent stay.")
            .arg(source->name),
        tr("Revoke"), [this, id = source->id] { setActive(id, false); });
}

void SourcesView::setActive(const QUuid &id, bool active)
{
    const LeadSource *source = m_sources.book.source(id);
    if (!source || m_pending.contains(id))
        return;
    m_pending += id;
    refresh();
    onResult(this, m_sources.commands.setActive(*source, active),
             [this, id, active, name = source->name](const Result<LeadSource> &outcome) {
                 m_pending -= id;
                 refresh();
                 if (!outcome) {
                     const QString what = active ? tr("%1 was not activated") : tr("%1 was not revoked");
                     return say(failureText(what.arg(name), outcome.error()), Notice::Kind::Problem);
                 }
                 m_ownVersions.insert(id, outcome->version);
                 const QString done =
                     active ? tr("%1 may send leads again") : tr("%1 is revoked and sends no more leads");
                 offerUndo(done.arg(name), [this, written = *outcome, active] {
                     return noted(m_sources.commands.setActive(baseOf(written), !active));
                 });
             });
}

} // namespace pl::ui
