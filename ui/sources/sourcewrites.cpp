#include "models/base/answer.h"
#include "ui/office/sourcecontext.h"
#include "ui/sources/sourceform.h"
#include "ui/sources/sourcekeydialog.h"
#include "ui/sources/sourcepane.h"
#include "ui/sources/sourcesview.h"
#include "ui/sources/sourcetestbox.h"
#include "ui/sources/sourcewords.h"
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
             [this, before, hasNewToken = !wish.accessToken.isEmpty()](const Result<LeadSource> &outcome) {
                 changed(outcome, before, hasNewToken);
             });
}

void SourcesView::added(const Result<NewKey> &outcome)
{
    if (!outcome)
        return m_form->showErrors(withTakenName(outcome.error()));
    m_form->saved();
    showSource(outcome->source.id);
    showKey(*outcome);
}

void SourcesView::changed(const Result<LeadSource> &outcome, const SourceWish &before, bool hasNewToken)
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
        say(done);
    else
        offerUndo(done, [this, written = *outcome, rules, before] { return takeBack(written, rules, before); });
    if (outcome->preset != before.row.preset && outcome->mapping.is_null())
        tryAgain(outcome->id, Again::Everything, done);
    else if (hasNewToken)
        tryAgain(outcome->id, Again::NotFetched, done);
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

void SourcesView::say(const QString &sentence, Notice::Kind kind)
{
    Q_EMIT noticeWanted(sentence, kind, {}, {});
}

void SourcesView::offerUndo(const QString &done, const replica::UndoHistory::Action &undo)
{
    m_context.undo.push(done, undo);
    sayWithUndo(done, done);
}

void SourcesView::sayWithUndo(const QString &sentence, const QString &done)
{
    if (m_context.undo.text() == done)
        Q_EMIT noticeWanted(sentence, Notice::Kind::Done, tr("Undo"), [this] { Q_EMIT undoRequested(); });
    else
        say(sentence);
}

} // namespace pl::ui
