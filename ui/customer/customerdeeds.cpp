#include "models/base/onresult.h"
#include "ui/customer/customerfileform.h"
#include "ui/customer/customertable.h"
#include "ui/customer/customerview.h"
#include "ui/customer/eraseform.h"
#include "ui/customer/erasingwords.h"
#include "ui/customer/refusalform.h"
#include "ui/customer/takebackform.h"
#include "ui/office/filecontext.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/filterfield.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/statepage.h"
#include "ui/words/customerwords.h"

#include <QAction>
#include <QListWidget>
#include <QStackedWidget>

// What is done with a customer's file: proof, giving, do not contact, erasing.

namespace pl::ui {

using replica::ErasingCounts;

void CustomerView::connectForms()
{
    connect(m_refusalForm, &RefusalForm::submitted, this, &CustomerView::saveRefusals);
    if (m_fileForm)
        connect(m_fileForm, &CustomerFileForm::filesSaved, this, &CustomerView::filesSaved);
    if (!m_context.isAdmin)
        return;
    connect(m_takeBackForm, &TakeBackForm::submitted, this, &CustomerView::saveTakeBack);
    connect(m_eraseForm, &EraseForm::erased, this,
            [this](const CustomerKey &, const ErasingCounts &counts) { erasedNow(counts); });
}

void CustomerView::updateActions()
{
    const bool isOpen = hasFile() && m_pages->currentIndex() == FilePage;
    const bool hasLeads = isOpen && !m_file->records.leads.isEmpty();
    m_leadAction->setEnabled(isOpen && !leadInHand().isNull());
    m_proofAction->setEnabled(hasLeads && m_fileForm);
    m_giveAction->setEnabled(isOpen && m_fileForm);
    m_forbidAction->setEnabled(isOpen);
    m_takeBackAction->setEnabled(isOpen && m_takeBackForm && !takeable().isEmpty());
    m_reloadAction->setEnabled(isOpen);
    if (m_eraseAction)
        m_eraseAction->setEnabled(isOpen);
}

/// Who looked stands in the activity.
void CustomerView::noteViewed()
{
    if (!m_context.activity)
        return;
    const auto &leads = m_file->records.leads;
    m_context.activity->noteFile(ActivityKind::FileViewed,
                                 leads.isEmpty() ? std::nullopt : std::optional(leads.first().lead.id),
                                 {{"leads", leads.size()}});
}

void CustomerView::showLead()
{
    if (const QUuid lead = leadInHand(); !lead.isNull())
        Q_EMIT leadWanted(lead);
}

void CustomerView::makeProof()
{
    const QUuid inHand = leadInHand();
    m_fileForm->openFor(CustomerFileForm::Purpose::Proof, m_file->records, inHand.isNull() ? m_leadId : inHand);
}

void CustomerView::give()
{
    m_fileForm->openFor(CustomerFileForm::Purpose::Give, m_file->records, {});
}

void CustomerView::filesSaved(const QString &path, const QString &sentence, bool isSound)
{
    Q_EMIT noticeWanted(sentence, isSound ? Notice::Kind::Done : Notice::Kind::Problem, tr("Open folder"),
                        [this, path] { m_context.files->openFolder(path); });
}

void CustomerView::forbid()
{
    const QDate today = m_context.clock().toDateTime().toTimeZone(m_context.replica.settings().dispatch.zone()).date();
    m_refusalForm->openFor(m_key, m_file->records.fullName(), today);
}

void CustomerView::saveRefusals(const QList<ContactRefusal> &wishes)
{
    onResult(this, m_customers.desk.forbid(wishes), [this, channel = wishes.first().channel](const Result<> &outcome) {
        if (!outcome)
            return m_refusalForm->showErrors(outcome.error());
        m_refusalForm->saved();
        Q_EMIT noticeWanted(tr("%1: entered").arg(refusalText(channel)), Notice::Kind::Done, {}, {});
        m_context.replica.syncNow(); // whether leads may be sold
        load();
    });
}

QList<ContactRefusal> CustomerView::takeable() const
{
    QList<ContactRefusal> mine = m_file->records.doNotContact.all;
    mine.removeIf([](const ContactRefusal &one) { return !one.id || one.enteredBy.isEmpty(); });
    return mine;
}

void CustomerView::takeBack()
{
    m_takeBackForm->openFor(takeable(), m_context.userEmail);
}

void CustomerView::saveTakeBack(const ContactRefusal &refusal, const QString &reason)
{
    const auto &leads = m_file->records.leads;
    const QString note = tr("\u201C%1\u201D taken back: %2").arg(refusalText(refusal.channel), reason);
    const auto lead = leads.isEmpty() ? std::nullopt : std::optional(leads.first().lead.id);
    onResult(this, m_customers.desk.allow(refusal, note, lead),
             [this, channel = refusal.channel](const Result<> &outcome) {
                 if (!outcome)
                     return m_takeBackForm->showErrors(outcome.error());
                 m_takeBackForm->saved();
                 Q_EMIT noticeWanted(tr("%1: taken back").arg(refusalText(channel)), Notice::Kind::Done, {}, {});
                 m_context.replica.syncNow();
                 load();
             });
}

void CustomerView::erase()
{
    m_eraseForm->openFor(m_key, m_file->records.fullName());
}

void CustomerView::erasedNow(const ErasingCounts &counts)
{
    clear();
    m_eraseForm->forget();
    Q_EMIT erased();
    m_stateAction = [this] { find(); };
    QStringList lines = erasingLines(counts);
    for (QString &line : lines)
        line.prepend(QStringLiteral("\u2022 "));
    m_state->present(QStringLiteral("circle-check"), tr("Erased for good"), lines.join(u'\n'),
                     tr("Find another customer"));
    showPage(StatePageIndex);
    m_state->setFocus();
}

void CustomerView::clear()
{
    ++m_generation;
    m_key = {};
    m_leadId = QUuid();
    m_file.reset();
    m_people.clear();
    m_found->clear();
    m_sections.clear();
    m_list->clear();
    m_model->setLines({});
    m_name->setText({});
    for (PlainLabel *label : {m_contact, m_whole, m_nothing})
        label->clear();
    m_search.forget();
    m_field->clear();
    m_typed.stop();
    m_refusalForm->forget();
    if (m_eraseForm && !m_eraseForm->isBusy())
        m_eraseForm->forget();
    showStart();
}

void CustomerView::forget(const QList<Lead> &leads)
{
    const auto isShown = [this](const Lead &lead) { return hasFile() && m_file->records.lead(lead.id); };
    if (std::any_of(leads.cbegin(), leads.cend(), isShown))
        clear();
    else
        m_search.forget();
}

} // namespace pl::ui
