#include "models/base/answer.h"
#include "ui/office/sourcecontext.h"
#include "ui/sources/sourceform.h"
#include "ui/sources/sourcekeydialog.h"
#include "ui/sources/sourcepane.h"
#include "ui/sources/sourcesview.h"
#include "ui/sources/sourcetable.h"
#include "ui/sources/sourcetestbox.h"
#include "ui/sources/sourcewords.h"
#include "ui/widgets/confirmpopup.h"
#include "ui/widgets/paneoverlay.h"
#include "ui/words/errortext.h"

// What the page does to sources.

namespace pl::ui {

using replica::NewKey;
using replica::SourceRules;
using replica::SourceTest;
using replica::SourceWish;

namespace {

/// The server only reports a violated unique index; it is the name's.
Error withTakenName(Error error)
{
    if (error.code == ErrorCode::Conflict && error.remoteCode == QStringLiteral("23505"))
        error.fields = {{QStringLiteral("name"), QStringLiteral("taken"),
                         SourcesView::tr("already belongs to another source, perhaps a revoked one")}};
    return error;
}

} // namespace

void SourcesView::addSource()
{
    m_form->openNew(m_context.replica.services(), m_context.replica.settings().currency);
}

void SourcesView::editSource()
{
    if (const LeadSource *source = current())
        m_form->openEdit(*source, m_sources.book.rules(source->id), m_context.replica.services(),
                         m_context.replica.settings().currency);
}

void SourcesView::save(const SourceWish &wish)
{
    const std::optional<LeadSource> seen = m_form->edited();
    if (!seen)
        return onResult(this, m_sources.commands.add(wish), [this](const Result<NewKey> &outcome) { added(outcome); });
    const SourceWish before{*seen, m_form->editedRules(), {}, {}};
    onResult(this, m_sources.commands.change(*seen, before.rules, wish),
             [this, before](const Result<LeadSource> &outcome) { changed(outcome, before); });
}

void SourcesView::added(const Result<NewKey> &outcome)
{
    if (!outcome)
        return m_form->showErrors(withTakenName(outcome.error()));
    m_form->saved();
    showSource(outcome->source.id);
    showKey(*outcome);
}

void SourcesView::changed(const Result<LeadSource> &outcome, const SourceWish &before)
{
    if (!outcome)
        return m_form->showErrors(withTakenName(outcome.error()));
    m_form->saved();
    m_ownVersions.insert(outcome->id, outcome->version);
    showSource(outcome->id);
    const SourceRules rules = m_sources.book.rules(outcome->id);
    const QString done = tr("%1 was saved").arg(outcome->name);
    // A secret that was replaced is gone for good.
    if (outcome->version == before.row.version && rules == before.rules)
        return say(done);
    offerUndo(done, [this, written = *outcome, rules, before] { return takeBack(written, rules, before); });
}

LeadSource SourcesView::baseOf(const LeadSource &written) const
{
    // Later changes made here don't count as somebody else's.
    const LeadSource *now = m_sources.book.source(written.id);
    return now && now->version == m_ownVersions.value(written.id) ? *now : written;
}

QFuture<Result<>> SourcesView::takeBack(const LeadSource &written, const SourceRules &rulesWritten,
                                        const SourceWish &before)
{
    return noted(m_sources.commands.change(baseOf(written), rulesWritten, before));
}

QFuture<Result<>> SourcesView::noted(const QFuture<Result<LeadSource>> &pending)
{
    return thenOn(this, pending, [this](const Result<LeadSource> &outcome) -> Result<> {
        if (!outcome)
            return outcome.error();
        m_ownVersions.insert(outcome->id, outcome->version);
        return {};
    });
}

void SourcesView::showKey(const NewKey &made)
{
    auto *dialog = new SourceKeyDialog(made, m_sources.book.publicUrl(), m_context.clock(), this);
    connect(dialog, &SourceKeyDialog::testWanted, this, &SourcesView::sendTestTo);
    connect(dialog, &QDialog::finished, this, &SourcesView::focusTable);
    dialog->open();
}

void SourcesView::sendTest()
{
    if (const LeadSource *source = current())
        sendTestTo(source->id);
}

void SourcesView::sendTestTo(const QUuid &id)
{
    const LeadSource *source = m_sources.book.source(id);
    if (!source || m_pending.contains(id))
        return;
    m_pending += id;
    SourceTestBox *box = m_pane->testBox();
    box->showRunning(id);
    const mapping::Preset &preset = presetOfSource(*source);
    onResult(this, m_sources.tester.send(id, {preset.sampleType, preset.sample}),
             [this, id, box](const Result<SourceTest> &outcome) {
                 m_pending -= id;
                 if (box->source() == id)
                     box->showOutcome(outcome);
                 m_sources.book.load();
                 refresh();
             });
    refresh();
    m_overlay->show();
}

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

void SourcesView::say(const QString &sentence, Notice::Kind kind)
{
    Q_EMIT noticeWanted(sentence, kind, {}, {});
}

void SourcesView::offerUndo(const QString &done, const replica::UndoHistory::Action &undo)
{
    m_context.undo.push(done, undo);
    Q_EMIT noticeWanted(done, Notice::Kind::Done, tr("Undo"), [this] { Q_EMIT undoRequested(); });
}

} // namespace pl::ui
