#include "ui/views/viewdesk.h"

#include "models/base/answer.h"
#include "ui/views/viewform.h"
#include "ui/words/errortext.h"

namespace pl::ui {

using tables::SavedViewDefinition;

ViewDesk::ViewDesk(OfficeContext &context, QWidget *window)
    : QObject(window), m_context(context), m_book(*context.views), m_form(new ViewForm(window))
{
    connect(m_form, &ViewForm::submitted, this, &ViewDesk::submit);
}

bool ViewDesk::fits(const SavedViewDefinition &definition)
{
    if (definition.fits())
        return true;
    say(tr("This view has too many filters to be saved. Choose fewer plumbers or sources."), Notice::Kind::Problem);
    return false;
}

void ViewDesk::saveNew(const SavedViewDefinition &definition, const QString &name)
{
    if (m_form->isVisible() || !fits(definition))
        return;
    SavedView wish;
    wish.name = name;
    wish.definition = definition.toJson();
    m_form->openNew(wish, m_book.views());
}

void ViewDesk::edit(const QUuid &id)
{
    const SavedView *view = m_book.view(id);
    if (!view || m_form->isVisible())
        return;
    if (!m_book.mayChange(*view))
        return say(tr("%1 saved this view. Only they or an admin can change it.").arg(view->owner),
                   Notice::Kind::Problem);
    m_form->openEdit(*view, m_book.views(), m_book.isOwn(*view));
}

void ViewDesk::submit(const SavedView &wish)
{
    const std::optional<SavedView> seen = m_form->edited();
    if (seen)
        return onResult(this, m_book.change(*seen, wish), [this, seen](const Result<SavedView> &outcome) {
            if (!outcome)
                return m_form->showErrors(outcome.error());
            m_form->saved();
            written(outcome, *seen, tr("%1 was changed").arg(outcome->name));
        });
    onResult(this, m_book.add(wish), [this](const Result<SavedView> &outcome) {
        if (!outcome)
            return m_form->showErrors(outcome.error());
        m_form->saved();
        m_ownVersions.insert(outcome->id, outcome->version);
        Q_EMIT saved(outcome->id);
        offerUndo(tr("%1 was saved").arg(outcome->name),
                  [this, view = *outcome] { return noted(m_book.remove(baseOf(view))); });
    });
}

void ViewDesk::saveChanges(const QUuid &id, const SavedViewDefinition &definition)
{
    const SavedView *view = m_book.view(id);
    if (!view || !fits(definition))
        return;
    if (!m_book.mayChange(*view))
        return saveNew(definition);
    SavedView wish = *view;
    wish.definition = definition.toJson();
    onResult(this, m_book.change(*view, wish), [this, before = *view](const Result<SavedView> &outcome) {
        if (!outcome)
            return say(failureText(tr("%1 was not changed").arg(before.name), outcome.error()), Notice::Kind::Problem);
        written(outcome, before, tr("%1 was changed").arg(before.name));
    });
}

void ViewDesk::written(const Result<SavedView> &outcome, const SavedView &before, const QString &done)
{
    if (outcome->version == before.version)
        return;
    m_ownVersions.insert(outcome->id, outcome->version);
    offerUndo(done, [this, written = *outcome, before] {
        SavedView back = baseOf(written);
        const SavedView seen = back;
        back.name = before.name;
        back.shared = before.shared;
        back.definition = before.definition;
        back.shortcut = before.shortcut;
        return noted(m_book.change(seen, back));
    });
}

void ViewDesk::remove(const QUuid &id)
{
    const SavedView *view = m_book.view(id);
    if (!view)
        return;
    onResult(this, m_book.remove(*view), [this, name = view->name](const Result<SavedView> &outcome) {
        if (!outcome)
            return say(failureText(tr("%1 was not deleted").arg(name), outcome.error()), Notice::Kind::Problem);
        m_ownVersions.insert(outcome->id, outcome->version);
        offerUndo(tr("%1 was deleted").arg(name),
                  [this, removed = *outcome] { return noted(m_book.restore(removed)); });
    });
}

SavedView ViewDesk::baseOf(const SavedView &written) const
{
    const SavedView *now = m_book.view(written.id);
    return now && now->version == m_ownVersions.value(written.id) ? *now : written;
}

QFuture<Result<>> ViewDesk::noted(const Write &pending)
{
    return thenOn(this, pending, [this](const Result<SavedView> &outcome) -> Result<> {
        if (!outcome)
            return outcome.error();
        m_ownVersions.insert(outcome->id, outcome->version);
        return {};
    });
}

void ViewDesk::offerUndo(const QString &done, const replica::UndoHistory::Action &undo)
{
    m_context.undo.push(done, undo);
    Q_EMIT noticeWanted(done, Notice::Kind::Done, tr("Undo"), [this] { Q_EMIT undoRequested(); });
}

void ViewDesk::say(const QString &sentence, Notice::Kind kind)
{
    Q_EMIT noticeWanted(sentence, kind, {}, {});
}

} // namespace pl::ui
