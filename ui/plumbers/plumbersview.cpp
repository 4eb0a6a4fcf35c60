#include "ui/plumbers/plumbersview.h"

#include "models/base/answer.h"
#include "models/base/onresult.h"
#include "ui/office/billingcontext.h"
#include "ui/office/cardlink.h"
#include "ui/office/drafts.h"
#include "ui/plumbers/plumberexport.h"
#include "ui/plumbers/plumberform.h"
#include "ui/plumbers/plumberpane.h"
#include "ui/plumbers/plumbertable.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/statepage.h"
#include "ui/words/errortext.h"
#include "ui/words/words.h"

#include <QAction>
#include <QPromise>
#include <QStackedWidget>

// What the view does; plumberslayout.cpp builds it, plumbersviewsteps.cpp has what a key does at once, and
// plumbersviewpane.cpp the filters and the pane.

namespace pl::ui {

namespace {

/// The server only reports a violated unique index; it is the e-mail address's.
Error withField(Error error)
{
    if (error.code == ErrorCode::Conflict && error.remoteCode == QStringLiteral("23505"))
        error.fields = {{QStringLiteral("email"), QStringLiteral("taken"),
                         PlumbersView::tr("already belongs to another plumber, perhaps a removed one")}};
    return error;
}

} // namespace

QList<QAction *> PlumbersView::menuActions() const
{
    QList<QAction *> actions{m_add, m_edit, m_pause, m_pauseUntil, m_verify, m_showTwin};
    if (m_copyLink)
        actions += m_copyLink;
    return actions;
}

void PlumbersView::focusTable()
{
    if (!m_table->currentIndex().isValid())
        m_table->selectRow(0);
    m_pages->currentWidget()->setFocus();
}

QTableView &PlumbersView::table()
{
    return *m_table;
}

ExportList PlumbersView::exportList() const
{
    return plumberExport(m_context, *m_table);
}

void PlumbersView::showPlumber(const QUuid &plumberId)
{
    if (m_model->rowOf(plumberId) < 0)
        clearFilters();
    if (const int row = m_model->rowOf(plumberId); row >= 0)
        m_table->setCurrentIndex(m_model->index(row, 0));
}

const Plumber *PlumbersView::current() const
{
    return m_model->plumberAt(m_table->currentIndex());
}

void PlumbersView::addPlumber()
{
    m_form->openNew(m_context.replica.services(), m_model->today());
}

void PlumbersView::editPlumber()
{
    if (const Plumber *plumber = current())
        m_form->openEdit(*plumber, m_context.replica.services(), m_model->today());
}

void PlumbersView::pauseUntil()
{
    if (const Plumber *plumber = current())
        m_form->openPause(*plumber, m_context.replica.services(), m_model->today());
}

void PlumbersView::save(const Plumber &typed)
{
    const std::optional<Plumber> seen = m_form->editedPlumber();
    Plumber wanted = typed;
    if (wanted.verifiedAt && !(seen && seen->verifiedAt))
        wanted.verifiedAt = m_context.clock();
    const auto pending = seen ? m_context.commands.editPlumber(*seen, wanted) : m_context.commands.addPlumber(wanted);
    onResult(this, pending, [this, seen](const Result<Plumber> &outcome) {
        if (!outcome) {
            m_form->showErrors(withField(outcome.error()));
            return;
        }
        m_form->saved();
        showPlumber(outcome->id);
        if (seen)
            return offerUndo(*outcome, tr("%1 was saved").arg(outcome->fullName()),
                             [before = *seen](const Plumber &) { return before; });
        say(tr("%1 was added").arg(outcome->fullName()));
    });
}

void PlumbersView::copyLink()
{
    if (const Plumber *plumber = current())
        copyCardLink(this, m_context.billing->commands.cardPage(plumber->id, m_context.clock()), plumber->fullName(),
                     m_context.clock(), [this](const QString &sentence, Notice::Kind kind) { say(sentence, kind); });
}

void PlumbersView::say(const QString &sentence, Notice::Kind kind)
{
    Q_EMIT noticeWanted(sentence, kind, {}, {});
}

void PlumbersView::offerUndo(const Plumber &written, const QString &done, const Restore &restore)
{
    m_ownVersions.insert(written.id, written.version);
    m_context.undo.push(done, [this, written, restore] {
        // Later changes made here don't count as somebody else's.
        const Plumber *now = m_context.replica.plumber(written.id);
        const bool ours = now && now->version == m_ownVersions.value(written.id);
        const Plumber &base = ours ? *now : written;
        return takenBack(m_context.commands.editPlumber(base, restore(base)));
    });
    Q_EMIT noticeWanted(done, Notice::Kind::Done, tr("Undo"), [this] { Q_EMIT undoRequested(); });
}

QFuture<Result<>> PlumbersView::takenBack(const QFuture<Result<Plumber>> &pending)
{
    const Answer<> answer;
    onResult(this, pending, [this, answer](const Result<Plumber> &outcome) {
        if (outcome)
            m_ownVersions.insert(outcome->id, outcome->version);
        answer.finish(outcome ? Result<>() : Result<>(outcome.error()));
    });
    return answer.future();
}

void PlumbersView::connectAll()
{
    connect(m_state, &StatePage::actionTriggered, this, &PlumbersView::runStateAction);
    connect(m_form, &PlumberForm::submitted, this, &PlumbersView::save);
    connect(m_form, &PlumberForm::plumberWanted, this, &PlumbersView::showPlumber);
    keepDrafts(m_form, m_context, [this] { return draftSubject(m_form->editedPlumber()); });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &PlumbersView::refresh);
    connect(m_model, &QAbstractItemModel::layoutChanged, this, &PlumbersView::refresh);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &PlumbersView::refresh);
    connect(&m_context.replica, &replica::OfficeReplica::reset, this, &PlumbersView::refresh);
    connect(&m_context.replica, &replica::OfficeReplica::connectionChanged, this, &PlumbersView::showState);
    connect(&m_context.replica, &replica::OfficeReplica::plumbersChanged, this, [this](const QList<Plumber> &rows) {
        for (const Plumber &row : rows)
            if (m_form->isVisible() && m_form->editedPlumber() && m_form->editedPlumber()->id == row.id &&
                m_form->editedPlumber()->version < row.version)
                m_form->rebase(row);
    });
}

void PlumbersView::refresh()
{
    const Plumber *plumber = current();
    for (QAction *action : {m_edit, m_pause, m_pauseUntil, m_verify, m_copyLink})
        if (action)
            action->setEnabled(plumber);
    m_showTwin->setEnabled(plumber && !m_model->matches().of(*plumber).isEmpty());
    m_pause->setText(plumber && isPaused(*plumber) ? tr("Activate plumber") : tr("Pause plumber"));
    m_verify->setText(plumber && plumber->isVerified() ? tr("Take the verified mark off") : tr("Mark as verified"));
    if (const QUuid id = plumber ? plumber->id : QUuid(); id != m_pane->plumber())
        m_pane->showPlumber(id);
    m_count->setText(plumbersText(m_model->rowCount()));
    showState();
}

} // namespace pl::ui
