#include "ui/leads/leadactions.h"

#include "models/base/onresult.h"
#include "models/replica/candidatefinder.h"
#include "ui/leads/assignpopup.h"
#include "ui/leads/completepopup.h"
#include "ui/leads/gracenotice.h"
#include "ui/leads/leadform.h"
#include "ui/leads/pickpopup.h"
#include "ui/office/drafts.h"
#include "ui/style/icons.h"
#include "ui/style/shown.h"
#include "ui/widgets/confirmpopup.h"
#include "ui/widgets/noteeditor.h"
#include "ui/words/customerwords.h"
#include "ui/words/leadwords.h"
#include "ui/words/words.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QWidget>

// The actions and what opens when they are triggered; what is sent to the server is in leadwrites.cpp.

namespace pl::ui {

LeadActions::LeadActions(OfficeContext &context, QWidget *window)
    : QObject(window)
    , assign(add(QStringLiteral("actionAssign"), tr("&Assign\u2026"), QStringLiteral("user-plus"), Qt::Key_A,
                 &LeadActions::openAssign))
    , unassign(add(QStringLiteral("actionUnassign"), tr("&Unassign"), QStringLiteral("user-minus"), Qt::Key_U,
                   &LeadActions::runUnassign))
    , complete(add(QStringLiteral("actionComplete"), tr("&Complete\u2026"), QStringLiteral("circle-check"), Qt::Key_C,
                   &LeadActions::openComplete))
    , reopen(add(QStringLiteral("actionReopen"), tr("&Reopen"), QStringLiteral("undo-2"), Qt::Key_R,
                 &LeadActions::runReopen))
    , note(add(QStringLiteral("actionNote"), tr("Add &note\u2026"), QStringLiteral("sticky-note"), Qt::Key_N,
               &LeadActions::openNote))
    , edit(add(QStringLiteral("actionEdit"), tr("&Edit\u2026"), QStringLiteral("pencil"), Qt::Key_E,
               &LeadActions::openEdit))
    , create(add(QStringLiteral("actionNewLead"), tr("&New lead\u2026"), QStringLiteral("plus"), QKeySequence::New,
                 &LeadActions::openCreate))
    , undo(add(QStringLiteral("actionUndo"), tr("&Undo"), QStringLiteral("undo-2"), QKeySequence::Undo,
               &LeadActions::runUndo))
    , duplicate(add(QStringLiteral("actionDuplicate"), tr("Mark as &duplicate of\u2026"), QStringLiteral("copy"),
                    Qt::Key_D, &LeadActions::openDuplicate))
    , notDuplicate(add(QStringLiteral("actionNotDuplicate"), tr("N&ot a duplicate"), QStringLiteral("copy"), {},
                       &LeadActions::runNotDuplicate))
    , details(add(QStringLiteral("actionDetails"), tr("&Show details"), QStringLiteral("eye"), Qt::Key_O,
                  &LeadActions::detailsWanted))
    , copyPhone(new QAction(icon(QStringLiteral("phone")), tr("Copy &phone number"), this))
    , copyEmail(new QAction(icon(QStringLiteral("mail")), tr("Copy e-&mail address"), this))
    , file(add(QStringLiteral("actionCustomerOfLead"), tr("Customer's &file"), QStringLiteral("file-text"), Qt::Key_F,
               &LeadActions::wantFile))
    , m_context(context)
    , m_window(window)
    , m_anchor([window] { return QRect(window->mapToGlobal(window->rect().center()), QSize()); })
    , m_assignPopup(new AssignPopup(window))
    , m_completePopup(new CompletePopup(window))
    , m_confirmPopup(new ConfirmPopup(window))
    , m_grace(new GraceNotice(context.clock, this))
    , m_noteEditor(new NoteEditor(window))
    , m_form(new LeadForm(window))
    , m_drafts(new DraftStore(context.settings, draftAccount(context), this))
    , m_pickPopup(new PickPopup(window))
{
    copyPhone->setObjectName(QStringLiteral("actionCopyPhone"));
    copyEmail->setObjectName(QStringLiteral("actionCopyEmail"));
    copyPhone->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C));
    connect(copyPhone, &QAction::triggered, this, [this] {
        if (const Lead *lead = current())
            copy(phoneText(*lead), tr("Phone number"));
    });
    connect(copyEmail, &QAction::triggered, this, [this] {
        if (const Lead *lead = current())
            copy(lead->email, tr("E-mail address"));
    });
    connectForms();
    connectDrafts();
    connect(&context.undo, &replica::UndoHistory::changed, this, &LeadActions::refresh);
    connect(&context.replica, &replica::OfficeReplica::leadsChanged, this, &LeadActions::refresh);
    connect(&context.replica, &replica::OfficeReplica::reset, this, &LeadActions::refresh);
    refresh();
}

QAction *LeadActions::add(const QString &objectName, const QString &text, const QString &iconName,
                          const QKeySequence &keys, void (LeadActions::*slot)())
{
    auto *action = new QAction(icon(iconName), text, this);
    action->setObjectName(objectName);
    action->setShortcut(keys);
    action->setAutoRepeat(false);
    connect(action, &QAction::triggered, this, [this, action, slot] {
        if (m_many > 0 && m_possible.contains(action))
            Q_EMIT manyWanted(action);
        else
            (this->*slot)();
    });
    return action;
}

void LeadActions::connectForms()
{
    connect(m_assignPopup, &AssignPopup::plumberChosen, this, &LeadActions::assignTo);
    connect(m_assignPopup, &AssignPopup::serviceWanted, this,
            [this](const QUuid &leadId) { openEditAt(leadId, QStringLiteral("service_needed")); });
    connect(m_completePopup, &CompletePopup::reasonChosen, this, &LeadActions::runComplete);
    connect(m_noteEditor, &NoteEditor::noteSubmitted, this, &LeadActions::saveNote);
    connect(m_form, &LeadForm::submitted, this, &LeadActions::saveForm);
    connect(m_grace, &GraceNotice::reworded, this, &LeadActions::noticeReworded);
}

void LeadActions::connectDrafts()
{
    m_noteEditor->keepIn(m_drafts);
    new FormDraft(m_form, *m_drafts, [this] { return m_form->draftSubject(); });
    connect(&m_context.replica, &replica::OfficeReplica::reset, this, &LeadActions::dropErasedDrafts);
    connect(&m_context.replica, &replica::OfficeReplica::leadsChanged, this, &LeadActions::dropErasedDrafts);
}

/// What was typed about a customer goes when the customer's data do. Signing out leaves no leads, and erases nothing.
void LeadActions::dropErasedDrafts()
{
    if (!m_context.replica.hasLeads())
        return;
    const auto isGone = [this](const QUuid &id) {
        const Lead *lead = m_context.replica.lead(id);
        return !lead || lead->erasedAt;
    };
    for (const QUuid &id : m_noteEditor->drafted())
        if (!id.isNull() && isGone(id))
            m_noteEditor->forget(id);
    const QString edits = m_form->objectName() + QLatin1Char('-');
    for (const QString &key : m_drafts->keys(QStringLiteral("form")))
        if (key.startsWith(edits) && isGone(QUuid::fromString(key.mid(edits.size()))))
            m_drafts->drop(QStringLiteral("form/") + key);
}

QList<QAction *> LeadActions::aboutCurrentLead() const
{
    return {assign,    unassign,     complete, reopen,    note,      edit,
            duplicate, notDuplicate, details,  copyPhone, copyEmail, file};
}

void LeadActions::setCurrentLead(const QUuid &leadId)
{
    m_current = leadId;
    refresh();
}

void LeadActions::setMany(int count, const QSet<QAction *> &possible)
{
    m_many = count;
    m_possible = possible;
    refresh();
}

void LeadActions::setBusy(bool busy)
{
    m_isBusy = busy;
    refresh();
}

void LeadActions::setActive(bool active)
{
    m_active = active;
    refresh();
    Q_EMIT activeChanged();
}

const Lead *LeadActions::current() const
{
    return m_active ? m_context.replica.lead(m_current) : nullptr;
}

const Lead *LeadActions::leadFor(const QUuid &leadId) const
{
    return m_seen && m_seen->id == leadId ? &*m_seen : m_context.replica.lead(leadId);
}

void LeadActions::refreshMany()
{
    for (QAction *action : aboutCurrentLead())
        action->setEnabled(m_active && m_possible.contains(action));
    details->setEnabled(m_active);
    assign->setText(tr("&Assign to\u2026"));
    note->setText(tr("Add &note\u2026"));
}

void LeadActions::refresh()
{
    const QString what = m_context.undo.text();
    undo->setEnabled(m_context.undo.canUndo() && !m_isBusy);
    undo->setText(what.isEmpty() ? tr("&Undo") : tr("&Undo: %1").arg(menuText(what)));
    if (m_many > 0)
        return refreshMany();
    const Lead *lead = current();
    const bool open = lead && lead->status != LeadStatus::Completed;
    assign->setEnabled(open);
    assign->setText(lead && lead->status == LeadStatus::Assigned ? tr("Re&assign\u2026") : tr("&Assign\u2026"));
    unassign->setEnabled(lead && lead->status == LeadStatus::Assigned);
    complete->setEnabled(open);
    reopen->setEnabled(lead && lead->status == LeadStatus::Completed);
    const bool isKnown = lead && !lead->erasedAt;
    for (QAction *action : {note, edit})
        action->setEnabled(isKnown);
    copyPhone->setEnabled(isKnown && !lead->phoneNumber.isEmpty());
    copyEmail->setEnabled(isKnown && !lead->email.isEmpty());
    duplicate->setEnabled(isKnown && !lead->duplicateOf);
    notDuplicate->setEnabled(isKnown && lead->duplicateOf && !lead->assignedPlumberId);
    details->setEnabled(lead);
    file->setEnabled(isKnown && m_context.customers);
}

QList<Candidate> LeadActions::candidatesFor(const Lead &lead) const
{
    return m_context.replica.candidates().candidatesFor(lead, m_context.clock());
}

void LeadActions::wantFile()
{
    if (const Lead *lead = current())
        Q_EMIT fileWanted(lead->id);
}

void LeadActions::openAssign()
{
    const Lead *lead = current();
    if (!lead || lead->status == LeadStatus::Completed || m_writing.contains(lead->id) || isNotForSale(*lead))
        return;
    m_seen = *lead;
    m_assignPopup->openFor(*lead, candidatesFor(*lead), m_context.replica.plumbers(), m_anchor());
}

bool LeadActions::isNotForSale(const Lead &lead)
{
    if (lead.doNotSell)
        Q_EMIT noticeWanted(notForSaleText(lead), Notice::Kind::Problem, {}, {});
    return lead.doNotSell;
}

void LeadActions::openComplete()
{
    if (const Lead *lead = current()) {
        m_seen = *lead;
        m_completePopup->openFor(*lead, m_anchor());
    }
}

void LeadActions::openNote()
{
    if (const Lead *lead = current())
        m_noteEditor->openFor(*lead, m_anchor());
}

void LeadActions::openEdit()
{
    if (const Lead *lead = current())
        openEditAt(lead->id, {});
}

void LeadActions::openEditAt(const QUuid &leadId, const QString &column)
{
    const Lead *lead = m_context.replica.lead(leadId);
    if (!lead || lead->erasedAt || m_form->isVisible())
        return;
    m_seen.reset();
    m_form->openEdit(*lead, m_context.replica.services(), column);
}

void LeadActions::openCreate()
{
    if (m_form->isVisible())
        return;
    m_created = {};
    m_form->openNew(m_context.replica.services());
}

void LeadActions::createFrom(const NewLead &known, const std::function<void()> &created)
{
    if (m_form->isVisible())
        return;
    m_created = created;
    m_form->openNew(m_context.replica.services(), known);
}

void LeadActions::copy(const QString &text, const QString &what)
{
    QGuiApplication::clipboard()->setText(text);
    m_copied = text;
    m_copiedOf = m_current;
    Q_EMIT noticeWanted(tr("%1 copied to the clipboard").arg(what), Notice::Kind::Done, {}, {});
}

void LeadActions::forget(const QList<Lead> &erased)
{
    for (const Lead &lead : erased) {
        if (m_seen && m_seen->id == lead.id)
            closePopups();
        if (m_form->editedLead() && m_form->editedLead()->id == lead.id)
            emptyForm();
        if (m_copiedOf != lead.id || m_copied.isEmpty())
            continue;
        if (QGuiApplication::clipboard()->text() == m_copied)
            QGuiApplication::clipboard()->clear();
        m_copied.clear();
    }
}

void LeadActions::closePopups()
{
    m_seen.reset();
    m_assignPopup->closePopover();
    m_completePopup->closePopover();
    m_confirmPopup->closePopover();
    m_pickPopup->closePopover();
}

/// Closed or not, its fields would still hold what was typed or read.
void LeadActions::emptyForm()
{
    m_form->done(QDialog::Rejected);
    const QSignalBlocker quiet(m_form);
    for (QWidget *editor : m_form->editors()) {
        if (auto *line = qobject_cast<QLineEdit *>(editor))
            line->clear();
        else if (auto *text = qobject_cast<QPlainTextEdit *>(editor))
            text->clear();
    }
}

void LeadActions::pend(int difference)
{
    m_pending += difference;
    Q_EMIT pendingChanged(m_pending);
}

} // namespace pl::ui
