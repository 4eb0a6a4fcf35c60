#include "models/base/answer.h"
#include "ui/importing/background.h"
#include "ui/importing/importdesk.h"
#include "ui/importing/importwords.h"
#include "ui/office/filecontext.h"
#include "ui/words/errortext.h"

// What the page writes into the store, and takes back.

namespace pl::ui {

void ImportDesk::run()
{
    if (m_work != Work::None || !m_checked || toWrite() == 0)
        return;
    using Order = std::shared_ptr<const ImportOrder>;
    const bool isLeads = m_rules.kind == ImportKind::Leads;
    // A hundred thousand rows take a moment to put together.
    const auto work = [checked = m_checked, name = m_fileName, charges = isLeads && m_charges,
                       tells = isLeads && m_tells]() -> Result<Order> {
        auto order = std::make_shared<ImportOrder>(checked->order(name));
        order->charges = charges;
        order->tells = tells;
        return Order(order);
    };
    m_step = Step::Run;
    m_outcome.reset();
    begin(Work::Importing);
    inBackground<Order>(this, work, [this](const Result<Order> &order) { write(*order); });
}

void ImportDesk::write(const std::shared_ptr<const ImportOrder> &order)
{
    if (isCancelling()) {
        m_step = Step::Check;
        return end();
    }
    dropInBackground(m_order);
    m_order = order;
    onResult(this, m_importer.run(order), [this](const Result<ImportOutcome> &outcome) { ended(outcome); });
}

void ImportDesk::ended(const Result<ImportOutcome> &outcome)
{
    m_context.replica.syncNow();
    loadRecent();
    if (!outcome)
        return end(errorText(outcome.error()));
    m_outcome = *outcome;
    const bool hasRows = outcome->added + outcome->changed > 0;
    if (hasRows && !outcome->cancelled)
        m_context.undo.push(tr("Import %1").arg(m_fileName), [this, id = outcome->id] { return takeBack(id); });
    end();
    Q_EMIT said(outcomeText(*outcome, m_rules.kind), false, hasRows && !outcome->cancelled);
}

QFuture<Result<>> ImportDesk::takeBack(const QUuid &import)
{
    const Answer<> answer;
    if (m_undone.contains(import)) {
        answer.finish(Done());
        return answer.future();
    }
    if (m_work != Work::None) {
        answer.finish(Error{ErrorCode::Conflict, tr("Another import is running. Undo this one when it's done.")});
        return answer.future();
    }
    begin(Work::Undoing);
    onResult(this, m_importer.undo(import), [this, answer, import](const Result<ImportUndo> &undo) {
        m_context.replica.syncNow();
        loadRecent();
        if (undo && !undo->cancelled)
            m_undone.insert(import);
        end();
        if (!undo)
            return answer.finish(undo.error());
        Q_EMIT said(undoneText(*undo), undo->kept > 0, false);
        answer.finish(Done());
    });
    return answer.future();
}

void ImportDesk::undo(const QUuid &import)
{
    if (m_work != Work::None)
        return;
    onResult(this, takeBack(import), [this](const Result<> &undone) {
        if (!undone)
            Q_EMIT said(failureText(tr("The import was not undone"), undone.error()), true, false);
    });
}

void ImportDesk::keep(const QUuid &import)
{
    onResult(this, m_importer.keep(import), [this](const Result<ImportRecord> &record) {
        if (!record)
            Q_EMIT said(failureText(tr("The import could not be closed"), record.error()), true, false);
        loadRecent();
    });
}

void ImportDesk::loadRecent()
{
    onResult(this, m_importer.recent(), [this](const Result<QList<ImportRecord>> &recent) {
        if (!recent)
            return;
        m_recent = *recent;
        Q_EMIT recentChanged();
    });
}

} // namespace pl::ui
