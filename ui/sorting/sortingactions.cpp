#include "ui/sorting/sortingactions.h"

#include "models/base/onresult.h"
#include "ui/sorting/choicepopup.h"
#include "ui/widgets/viewbar.h"
#include "ui/words/errortext.h"

namespace pl::ui {
namespace {

/// What is known of a lead, for the form.
NewLead knownOf(const mapping::MappedLead *lead)
{
    NewLead known;
    if (!lead)
        return known;
    known.firstName = lead->firstName;
    known.lastName = lead->lastName;
    known.email = lead->email;
    known.phoneNumber = lead->phoneNumber;
    known.serviceNeeded = lead->serviceNeeded;
    known.urgency = lead->urgency.value_or(Urgency::Week);
    const auto unlessEmpty = [](const QString &text) { return text.isEmpty() ? std::nullopt : std::optional(text); };
    known.zipCode = unlessEmpty(lead->zipCode);
    known.description = unlessEmpty(lead->description);
    known.street = unlessEmpty(lead->street);
    known.city = unlessEmpty(lead->city);
    known.state = unlessEmpty(lead->state);
    known.phoneExtension = unlessEmpty(lead->phoneExtension);
    return known;
}

} // namespace

SortingActions::SortingActions(OfficeContext &context, SortingDesk &desk, QWidget *view)
    : QObject(view)
    , save(makeViewAction(view, "saveMappingAction", tr("&Save mapping"),
                          {Qt::CTRL | Qt::Key_Return, Qt::CTRL | Qt::Key_Enter}))
    , take(makeViewAction(view, "takeItemAction", tr("&Take this one only"), {Qt::Key_T}))
    , retry(makeViewAction(view, "retryItemAction", tr("T&ry again"), {Qt::Key_R}))
    , discard(makeViewAction(view, "discardItemAction", tr("&Discard\u2026"), {Qt::Key_D}))
    , m_context(context)
    , m_desk(desk)
    , m_view(view)
    , m_reasons(new ChoicePopup(view))
    , m_anchor([view] { return QRect(view->mapToGlobal(view->rect().center()), QSize()); })
{
    m_reasons->setObjectName(QStringLiteral("discardPopup"));
    connect(save, &QAction::triggered, this, &SortingActions::saveMapping);
    connect(take, &QAction::triggered, this, &SortingActions::takeThis);
    connect(retry, &QAction::triggered, this, qOverload<>(&SortingActions::tryAgain));
    connect(discard, &QAction::triggered, this, &SortingActions::askReason);
    const auto &intake = context.intake->replica();
    connect(&desk, &SortingDesk::changed, this, &SortingActions::refresh);
    connect(&intake, &replica::IntakeReplica::reset, this, &SortingActions::refresh);
    connect(&intake, &replica::IntakeReplica::itemsChanged, this, &SortingActions::refresh);
    connect(&intake, &replica::IntakeReplica::itemsChanged, this, &SortingActions::seeWhatBecame);
    refresh();
}

void SortingActions::refresh()
{
    const IntakeItem *item = m_desk.item();
    const bool isWaiting = item && item->status == IntakeStatus::Waiting && !m_writing.contains(item->id);
    const bool isKept = isWaiting && !item->erasedAt;
    const int others = item ? m_context.intake->replica().mappableCount(item->sourceId) : 0;
    save->setText(tr("&Save mapping, take %n lead(s)", nullptr, std::max(others, 1)));
    save->setEnabled(isKept && m_desk.source() && m_desk.draft().isChanged() && m_desk.lead());
    take->setEnabled(isKept && m_desk.body());
    retry->setEnabled(isKept);
    discard->setEnabled(isWaiting);
}

void SortingActions::setWriting(const QUuid &itemId, bool isWriting)
{
    if (isWriting)
        m_writing.insert(itemId);
    else
        m_writing.remove(itemId);
    refresh();
}

void SortingActions::saveMapping()
{
    const LeadSource seen = *m_desk.source();
    setWriting(m_desk.item()->id, true);
    onResult(this, m_context.intake->saveMapping(seen, m_desk.draft().mapping().toJson()),
             [this, seen, item = m_desk.item()->id](const Result<LeadSource> &saved) {
                 setWriting(item, false);
                 if (saved)
                     return mappingSaved(seen, *saved, item);
                 sayFailure(tr("The mapping was not saved"), saved.error());
                 if (saved.error().code == ErrorCode::Outdated)
                     m_desk.reload();
             });
}

void SortingActions::mappingSaved(const LeadSource &before, const LeadSource &saved, const QUuid &itemId)
{
    m_desk.adopt(saved);
    mappingUndoable(before, saved);
    onResult(this, m_context.intake->retryAll(saved.id), [this, saved, itemId](const Result<QList<IntakeItem>> &tried) {
        if (!tried)
            return sayFailure(tr("The mapping was saved, but nothing was tried again"), tried.error());
        offerUndo(tr("Mapping of %1 saved. Trying %n item(s) again.", nullptr, int(tried->size())).arg(saved.name));
        follow(*tried);
        // One that was no lead before the mapping said otherwise is not among them.
        const IntakeItem *item = m_context.intake->replica().item(itemId);
        if (item && item->status == IntakeStatus::Waiting)
            tryAgain(*item);
    });
}

void SortingActions::mappingUndoable(const LeadSource &before, const LeadSource &saved)
{
    m_written.insert(saved.id, saved);
    m_saveStep = tr("Save the mapping of %1").arg(saved.name);
    m_context.undo.push(m_saveStep, [this, before] { return restoreMapping(before); });
}

QFuture<Result<>> SortingActions::restoreMapping(const LeadSource &before)
{
    // Later changes made here don't count as somebody else's.
    const LeadSource newest = m_written.value(before.id);
    const Answer<> answer;
    onResult(this, m_context.intake->saveMapping(newest, before.mapping),
             [this, answer](const Result<LeadSource> &restored) {
                 if (restored) {
                     m_written.insert(restored->id, *restored);
                     m_desk.adopt(*restored);
                 }
                 answer.finish(restored ? Result<>() : Result<>(restored.error()));
             });
    return answer.future();
}

/// The server makes it a lead when the saved mapping does; otherwise the person types what is missing.
void SortingActions::takeThis()
{
    if (m_desk.isLeadAsSaved())
        return tryAgain();
    openForm(*m_desk.item());
}

void SortingActions::openForm(const IntakeItem &item)
{
    const auto created = [self = QPointer(this), id = item.id] {
        if (self)
            self->closeTyped(id);
    };
    Q_EMIT leadFormWanted(knownOf(m_desk.lead()), created);
}

void SortingActions::closeTyped(const QUuid &itemId)
{
    const IntakeItem *item = m_context.intake->replica().item(itemId);
    if (!item || item->status != IntakeStatus::Waiting)
        return;
    onResult(this, m_context.intake->discard(*item, tr("Typed in as a lead")),
             [this](const Result<IntakeItem> &closed) {
                 if (!closed)
                     sayFailure(tr("The lead was added, but its item is still waiting"), closed.error());
             });
}

void SortingActions::tryAgain()
{
    const IntakeItem *item = m_desk.item();
    if (!item || item->status != IntakeStatus::Waiting)
        return;
    if (m_followed.isEmpty())
        m_saveStep.clear();
    say(tr("The server is trying it again"));
    tryAgain(*item);
}

void SortingActions::tryAgain(const IntakeItem &item)
{
    setWriting(item.id, true);
    onResult(this, m_context.intake->retry(item), [this, id = item.id](const Result<IntakeItem> &tried) {
        setWriting(id, false);
        if (!tried)
            return sayFailure(tr("It was not tried again"), tried.error());
        follow({*tried});
    });
}

void SortingActions::askReason()
{
    const QUuid item = m_desk.item()->id;
    const auto reason = [](const QString &words) { return ChoicePopup::Choice{words, words}; };
    m_reasons->ask(
        tr("Discard this, because it is"),
        {reason(tr("spam")), reason(tr("a test")), reason(tr("not for us")), reason(tr("a duplicate"))}, m_anchor(),
        [this, item](const QString &words) { discardWith(item, words); }, {}, tr("Another reason"));
}

void SortingActions::discardWith(const QUuid &itemId, const QString &reason)
{
    const IntakeItem *item = m_context.intake->replica().item(itemId);
    if (!item)
        return;
    const QString source = m_desk.sourceName();
    setWriting(itemId, true);
    onResult(this, m_context.intake->discard(*item, reason),
             [this, itemId, source, reason](const Result<IntakeItem> &written) {
                 setWriting(itemId, false);
                 if (!written)
                     return sayFailure(tr("It was not discarded"), written.error());
                 discarded(*written, source, reason);
             });
}

void SortingActions::discarded(const IntakeItem &item, const QString &source, const QString &reason)
{
    const QString done = tr("Item of %1 discarded: %2").arg(source, reason);
    if (item.erasedAt)
        return say(done);
    m_context.undo.push(tr("Discard an item of %1").arg(source), [this, item] {
        return thenOn(this, m_context.intake->restore(item), [](const Result<IntakeItem> &restored) {
            return restored ? Result<>() : Result<>(restored.error());
        });
    });
    offerUndo(done);
}

void SortingActions::follow(const QList<IntakeItem> &items)
{
    if (m_followed.isEmpty())
        m_taken = m_left = 0;
    for (const IntakeItem &item : items)
        m_followed.insert(item.id);
    // The server may have been faster than the answer.
    QList<IntakeItem> present;
    for (const IntakeItem &item : items)
        if (const IntakeItem *now = m_context.intake->replica().item(item.id))
            present += *now;
    seeWhatBecame(present);
}

void SortingActions::seeWhatBecame(const QList<IntakeItem> &items)
{
    bool isOver = false;
    for (const IntakeItem &item : items) {
        if (item.status == IntakeStatus::Retry || !m_followed.remove(item.id))
            continue;
        m_taken += item.status == IntakeStatus::Taken ? 1 : 0;
        m_left += item.status == IntakeStatus::Waiting ? 1 : 0;
        isOver = m_followed.isEmpty();
    }
    if (isOver)
        tellWhatBecame();
}

void SortingActions::tellWhatBecame()
{
    const QString taken = tr("%n lead(s) taken", nullptr, m_taken);
    const QString left = tr("%n item(s) couldn't be taken", nullptr, m_left);
    const QString sentence = m_left == 0 ? taken : m_taken == 0 ? left : tr("%1. %2").arg(taken, left);
    const bool isUndoable = !m_saveStep.isEmpty() && m_context.undo.text() == m_saveStep;
    if (isUndoable)
        offerUndo(sentence);
    else
        say(sentence, m_taken == 0 ? Notice::Kind::Problem : Notice::Kind::Done);
}

void SortingActions::say(const QString &sentence, Notice::Kind kind)
{
    Q_EMIT noticeWanted(sentence, kind, {}, {});
}

void SortingActions::sayFailure(const QString &what, const Error &error)
{
    say(failureText(what, error), Notice::Kind::Problem);
}

void SortingActions::offerUndo(const QString &sentence)
{
    Q_EMIT noticeWanted(sentence, Notice::Kind::Done, tr("Undo"), [this] { Q_EMIT undoRequested(); });
}

} // namespace pl::ui
