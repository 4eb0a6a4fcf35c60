#include "ui/leads/bulkactions.h"

#include "models/base/foldedtext.h"
#include "ui/leads/assignpopup.h"
#include "ui/leads/completepopup.h"
#include "ui/leads/gracenotice.h"
#include "ui/leads/leadactions.h"
#include "ui/leads/pickpopup.h"
#include "ui/style/icons.h"
#include "ui/widgets/noteeditor.h"
#include "ui/words/words.h"

// What is asked before several leads are changed; the writes and their results are in bulkjobs.cpp.

namespace pl::ui {

using namespace std::chrono_literals;

BulkActions::BulkActions(OfficeContext &context, LeadActions &actions, QWidget *window)
    : QObject(window)
    , each(add("actionEach", tr("Assign &each to its best"), QStringLiteral("user-plus"), {}, &BulkActions::assignEach))
    , go(add("actionGo", tr("Assign the &selected leads"), QStringLiteral("check"), Qt::Key_Return,
             &BulkActions::runPlan))
    , changeOne(add("actionChangeOne", tr("Change one\u2026"), QStringLiteral("pencil"), {}, nullptr))
    , invalid(add("actionInvalid", tr("Mark &invalid"), QStringLiteral("x"), {}, &BulkActions::runInvalid))
    , duplicates(add("actionDuplicates", tr("Mark as duplicates of the &oldest"), QStringLiteral("copy"), {},
                     &BulkActions::runDuplicates))
    , check(add("actionCheck", tr("Se&lect"), QStringLiteral("check"), Qt::Key_Space, nullptr))
    , checkAll(add("actionCheckAll", tr("Select al&l"), QStringLiteral("list"), QKeySequence::SelectAll, nullptr))
    , m_context(context)
    , m_actions(actions)
    , m_plan(context.replica, context.clock)
    , m_anchor([window] { return QRect(window->mapToGlobal(window->rect().center()), QSize()); })
    , m_assignPopup(new AssignPopup(window))
    , m_completePopup(new CompletePopup(window))
    , m_noteEditor(new NoteEditor(window))
    , m_pickPopup(new PickPopup(window))
    , m_grace(new GraceNotice(context.clock, this))
{
    m_assignPopup->setObjectName(QStringLiteral("bulkAssignOne"));
    m_completePopup->setObjectName(QStringLiteral("bulkComplete"));
    m_noteEditor->setObjectName(QStringLiteral("bulkNote"));
    m_pickPopup->setObjectName(QStringLiteral("bulkAssign"));
    m_replanSoon.setSingleShot(true);
    m_replanSoon.setInterval(300ms);
    connectParts();
    refresh();
}

/// Its keys only work in the table, which handles them itself: Enter in the search field must not assign anything.
QAction *BulkActions::add(const char *name, const QString &text, const QString &iconName, const QKeySequence &keys,
                          void (BulkActions::*slot)())
{
    auto *action = new QAction(icon(iconName), text, this);
    action->setObjectName(QLatin1StringView(name));
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetShortcut);
    action->setAutoRepeat(false);
    if (slot)
        connect(action, &QAction::triggered, this, slot);
    return action;
}

void BulkActions::connectParts()
{
    connect(&m_plan, &replica::BulkPlan::progressed, this, &BulkActions::progressed);
    connect(&m_plan, &replica::BulkPlan::ready, this, &BulkActions::refresh);
    connect(&m_replanSoon, &QTimer::timeout, this, [this] {
        if (m_phase == Phase::Plan)
            m_plan.refresh();
    });
    connect(&m_actions, &LeadActions::manyWanted, this, &BulkActions::doMany);
    connect(&m_actions, &LeadActions::activeChanged, this, &BulkActions::refresh);
    connect(m_assignPopup, &AssignPopup::plumberChosen, this, [this](const QUuid &lead, const QUuid &plumber) {
        m_plan.choose(lead, plumber);
        refresh();
    });
    connect(m_completePopup, &CompletePopup::reasonChosen, this,
            [this](const QUuid &, ClosedReason reason) { runComplete(reason); });
    connect(m_noteEditor, &NoteEditor::noteSubmitted, this,
            [this](const QUuid &, const QString &text) { runNote(text); });
    connect(m_grace, &GraceNotice::reworded, &m_actions, &LeadActions::noticeReworded);
    const replica::OfficeReplica &office = m_context.replica;
    connect(&office, &replica::OfficeReplica::leadsChanged, this, &BulkActions::officeChanged);
    for (const auto signal : {&replica::OfficeReplica::reset, &replica::OfficeReplica::settingsChanged})
        connect(&office, signal, &m_replanSoon, qOverload<>(&QTimer::start));
    connect(&office, &replica::OfficeReplica::plumbersChanged, &m_replanSoon, qOverload<>(&QTimer::start));
}

/// A lead that somebody assigned counts for that plumber's cap, whether it is selected or not.
void BulkActions::officeChanged(const QList<Lead> &leads)
{
    const bool matters = std::any_of(leads.cbegin(), leads.cend(), [this](const Lead &lead) {
        return lead.assignedPlumberId || m_selected.contains(lead.id);
    });
    if (matters && m_phase == Phase::Plan)
        m_replanSoon.start();
}

void BulkActions::select(const QList<QUuid> &leads)
{
    m_selected = leads;
    if (m_phase == Phase::Running)
        return;
    m_results.clear();
    if (leads.isEmpty())
        m_plan.clear();
    else
        m_plan.begin(leads, m_plan.plumber());
    setPhase(leads.isEmpty() ? Phase::Off : Phase::Plan);
}

void BulkActions::setPhase(Phase phase)
{
    m_phase = phase;
    refresh();
}

void BulkActions::refresh()
{
    const bool isActive = m_actions.isActive();
    const bool plans = m_phase == Phase::Plan && isActive;
    const int going = m_plan.going();
    for (QAction *action : {each, invalid})
        action->setEnabled(plans);
    for (QAction *action : {check, checkAll})
        action->setEnabled(isActive);
    duplicates->setEnabled(plans && m_selected.size() > 1);
    go->setEnabled(plans && m_plan.isReady() && going > 0);
    go->setText(going > 0 ? tr("Assign %n", "how many leads, on a button", going) : tr("Assign the &selected leads"));
    changeOne->setEnabled(plans && m_plan.isReady());
    QSet<QAction *> possible;
    if (plans)
        possible = {m_actions.assign, m_actions.unassign, m_actions.complete, m_actions.note};
    m_actions.setMany(m_phase == Phase::Off ? 0 : std::max(1, int(m_selected.size())), possible);
    Q_EMIT changed();
}

void BulkActions::doMany(QAction *action)
{
    if (action == m_actions.assign)
        openAssign();
    else if (action == m_actions.unassign)
        runUnassign();
    else if (action == m_actions.complete)
        openComplete();
    else if (action == m_actions.note)
        m_noteEditor->openForMany(static_cast<int>(m_selected.size()), m_anchor());
}

QList<Lead> BulkActions::leadsThat(const std::function<bool(const Lead &)> &fit) const
{
    QList<Lead> leads;
    for (const QUuid &id : m_selected)
        if (const Lead *lead = m_context.replica.lead(id); lead && !lead->erasedAt && fit(*lead))
            leads += *lead;
    return leads;
}

void BulkActions::replan(const std::optional<QUuid> &plumber)
{
    m_plan.begin(m_selected, plumber);
    refresh();
}

/// What is on screen already is done; from another plan, it leads back to this one first.
void BulkActions::assignEach()
{
    if (m_plan.plumber())
        replan({});
    else
        runPlan();
}

/// Those who can take most of them first.
void BulkActions::openAssign()
{
    QList<const Plumber *> plumbers;
    for (const Plumber &plumber : m_context.replica.plumbers())
        if (plumber.status != PlumberStatus::Removed)
            plumbers += &plumber;
    std::sort(plumbers.begin(), plumbers.end(), [this](const Plumber *a, const Plumber *b) {
        const int canA = m_plan.canTake(a->id);
        const int canB = m_plan.canTake(b->id);
        return canA != canB ? canA > canB : QString::localeAwareCompare(a->fullName(), b->fullName()) < 0;
    });
    const int leads = static_cast<int>(m_selected.size());
    QList<PickPopup::Entry> entries;
    for (const Plumber *plumber : std::as_const(plumbers))
        entries += PickPopup::Entry{plumber->id, plumber->fullName(),
                                    tr("can take %1 of %2").arg(m_plan.canTake(plumber->id)).arg(leads)};
    const auto find = [entries](const QString &typed) {
        const SearchWords words(typed);
        QList<PickPopup::Entry> found;
        for (const PickPopup::Entry &entry : entries) {
            const QByteArray name = folded(entry.text);
            const QByteArrayList &wanted = words.words();
            if (found.size() < PickPopup::kMost &&
                std::all_of(wanted.cbegin(), wanted.cend(), [&name](const auto &word) { return name.contains(word); }))
                found += entry;
        }
        return found;
    };
    m_pickPopup->ask({tr("Assign %n lead(s) to\u2026", nullptr, leads), tr("Type a plumber's name"),
                      tr("No plumber matches. Clear the text to see them all."), find},
                     m_anchor(), [this](const QUuid &plumber) { replan(plumber); });
}

void BulkActions::openComplete()
{
    m_completePopup->openForMany(static_cast<int>(m_selected.size()), m_anchor());
}

void BulkActions::changePlumberOf(const QUuid &leadId)
{
    const Lead *lead = m_context.replica.lead(leadId);
    if (m_phase == Phase::Plan && lead && lead->status != LeadStatus::Completed && !lead->erasedAt)
        m_assignPopup->openFor(*lead, m_plan.candidatesFor(*lead), m_context.replica.plumbers(), m_anchor());
}

void BulkActions::cancel()
{
    if (m_run)
        m_run->cancel();
}

void BulkActions::dismiss()
{
    if (m_phase != Phase::Ended)
        return;
    select({});
    Q_EMIT dismissed();
}

} // namespace pl::ui
