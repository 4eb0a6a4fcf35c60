#include "ui/settings/peopleview.h"

#include "models/base/onresult.h"
#include "ui/settings/invitationpopup.h"
#include "ui/settings/inviteform.h"
#include "ui/widgets/confirmpopup.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/rowtable.h"
#include "ui/widgets/statepage.h"
#include "ui/words/errortext.h"

#include <QAction>
#include <QStackedWidget>

// What the view does; peoplelayout.cpp builds it.

namespace pl::ui {

using nlohmann::json;

void PeopleView::connectAll()
{
    connect(m_form, &InviteForm::submitted, this, &PeopleView::invite);
    connect(m_popup, &InvitationPopup::copied, this,
            [this] { Q_EMIT noticeWanted(tr("The link was copied"), Notice::Kind::Done, {}, {}); });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &PeopleView::refresh);
    connect(m_state, &StatePage::actionTriggered, this, &PeopleView::load);
}

void PeopleView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    load();
}

void PeopleView::focusFirst()
{
    m_pages->currentWidget()->setFocus();
}

const OfficePerson *PeopleView::current() const
{
    return m_model->personAt(m_table->currentIndex());
}

QRect PeopleView::anchor() const
{
    const QRect row = m_table->visualRect(m_table->currentIndex());
    return {m_table->viewport()->mapToGlobal(row.topLeft()), row.size()};
}

void PeopleView::load()
{
    if (m_isBusy || std::exchange(m_isLoading, true))
        return;
    if (!m_isLoaded)
        m_state->present(QStringLiteral("loader-circle"), tr("Asking the server \u2026"), {});
    m_busy->setText(m_isLoaded ? tr("Asking the server \u2026") : QString());
    onResult(this, m_context.server->ask(ServerRequestKind::People),
             [this](const Result<json> &answer) { peopleReceived(answer); });
}

void PeopleView::peopleReceived(const Result<json> &answer)
{
    m_isLoading = false;
    m_busy->clear();
    const auto people = answer.andThen(&OfficePerson::listFromJson);
    if (people) {
        const OfficePerson *before = current();
        const QUuid id = before ? before->id : QUuid();
        m_isLoaded = true;
        m_model->setPeople(*people);
        m_table->setCurrentIndex(m_model->index(std::max(0, m_model->rowOf(id)), 0));
    } else if (m_isLoaded) {
        Q_EMIT noticeWanted(failureText(tr("This list may be out of date"), people.error()), Notice::Kind::Problem,
                            tr("Try again"), [this] { load(); });
    } else {
        m_state->present(QStringLiteral("wifi-off"), tr("The people could not be listed"), errorText(people.error()),
                         tr("Try again"));
    }
    refresh();
}

void PeopleView::refresh()
{
    const OfficePerson *person = current();
    const bool isSelf = person && m_model->isSelf(*person);
    const bool isFree = m_isLoaded && !m_isBusy;
    const bool hadFocus = m_state->hasFocus();
    m_pages->setCurrentIndex(m_isLoaded ? 1 : 0);
    if (hadFocus && m_isLoaded)
        focusFirst();
    m_invite->setEnabled(isFree);
    m_role->setEnabled(isFree && person && !isSelf && person->role != OfficePerson::kPlumber);
    const bool isAdmin = person && person->role == OfficePerson::kAdmin;
    m_role->setText(isAdmin ? tr("Make &staff") : tr("Make &admin"));
    m_link->setEnabled(isFree && person && !person->isDisabled);
    m_link->setText(person && person->isInvited ? tr("New &invitation link") : tr("New password &link"));
    m_signOut->setEnabled(isFree && person && !person->isDisabled);
    m_disable->setEnabled(isFree && person && !isSelf);
    m_disable->setText(person && person->isDisabled ? tr("&Enable") : tr("&Disable"));
    m_reload->setEnabled(isFree);
}

void PeopleView::setBusy(const QString &what)
{
    m_isBusy = !what.isEmpty();
    m_busy->setText(what);
    refresh();
}

void PeopleView::ask(ServerRequestKind kind, const json &wish, const QString &what, const QString &notDone,
                     const Answered &answered)
{
    setBusy(what);
    onResult(this, m_context.server->ask(kind, wish), [this, notDone, answered](const Result<json> &answer) {
        setBusy({});
        if (answer)
            return answered(*answer);
        Q_EMIT noticeWanted(failureText(notDone, answer.error()), Notice::Kind::Problem, tr("Look again"),
                            [this] { load(); });
    });
}

void PeopleView::askOf(const OfficePerson &person, ServerRequestKind kind, const json &wish, const QString &what,
                       const QString &notDone, const std::function<void(const OfficePerson &now)> &done)
{
    json whole = wish;
    whole["id"] = toJson(person.id);
    ask(kind, whole, what, notDone, [this, done](const json &answer) {
        const auto now = OfficePerson::fromJson(answer);
        if (!now)
            return load();
        m_model->put(*now);
        refresh();
        done(*now);
    });
}

void PeopleView::invite(const QString &email, const QString &role)
{
    const json wish{{"email", toJson(email)}, {"role", toJson(role)}};
    onResult(this, m_context.server->ask(ServerRequestKind::Invite, wish), [this](const Result<json> &answer) {
        if (!answer)
            return m_form->showErrors(answer.error());
        m_form->saved();
        showInvitation(*answer, true);
    });
}

void PeopleView::sendLink()
{
    const OfficePerson *person = current();
    if (!person)
        return;
    ask(ServerRequestKind::Invite, {{"id", toJson(person->id)}}, tr("Making a link for %1 \u2026").arg(person->email),
        tr("%1 got no new link").arg(person->email), [this](const json &answer) { showInvitation(answer, false); });
}

/// The list is read again: the answer doesn't say everything about the person.
void PeopleView::showInvitation(const json &answer, bool isNew)
{
    if (const auto invitation = Invitation::fromJson(answer)) {
        m_popup->present(*invitation, anchor());
        if (isNew)
            Q_EMIT noticeWanted(tr("%1 was invited").arg(invitation->email), Notice::Kind::Done, {}, {});
    }
    load();
}

void PeopleView::changeRole()
{
    const OfficePerson *person = current();
    if (!person)
        return;
    const QString before = person->role;
    const QString role(before == OfficePerson::kAdmin ? OfficePerson::kStaff : OfficePerson::kAdmin);
    askOf(
        *person, ServerRequestKind::Role, {{"role", toJson(role)}}, tr("Changing %1 \u2026").arg(person->email),
        tr("%1 keeps their role").arg(person->email), [this, before](const OfficePerson &now) {
            const QString done = now.role == OfficePerson::kAdmin ? tr("%1 is now an admin") : tr("%1 is now staff");
            if (!OfficePerson::isRole(before)) // nobody can be given none
                return Q_EMIT noticeWanted(done.arg(now.email), Notice::Kind::Done, {}, {});
            offerUndo(done.arg(now.email), ServerRequestKind::Role, {{"id", toJson(now.id)}, {"role", toJson(before)}});
        });
}

void PeopleView::toggleDisabled()
{
    const OfficePerson *person = current();
    if (!person)
        return;
    const bool isDisabled = person->isDisabled;
    const QString what = isDisabled ? tr("Enabling %1 \u2026") : tr("Disabling %1 \u2026");
    const QString notDone = isDisabled ? tr("%1 is still disabled") : tr("%1 can still sign in");
    askOf(*person, isDisabled ? ServerRequestKind::Enable : ServerRequestKind::Disable, json::object(),
          what.arg(person->email), notDone.arg(person->email), [this](const OfficePerson &now) {
              const QString done =
                  now.isDisabled ? tr("%1 was disabled and can't sign in any more") : tr("%1 can sign in again");
              offerUndo(done.arg(now.email), now.isDisabled ? ServerRequestKind::Enable : ServerRequestKind::Disable,
                        {{"id", toJson(now.id)}});
          });
}

void PeopleView::signOut()
{
    const OfficePerson *person = current();
    if (!person)
        return;
    const QString question =
        m_model->isSelf(*person)
            ? tr("Sign yourself out on all computers, this one included?")
            : tr("Sign %1 out on all computers? They need their password to come back.").arg(person->email);
    m_confirm->ask(question, tr("Sign out"), anchor(), [this, whom = *person] {
        askOf(whom, ServerRequestKind::SignOut, json::object(), tr("Signing %1 out \u2026").arg(whom.email),
              tr("%1 was not signed out").arg(whom.email), [this](const OfficePerson &now) {
                  Q_EMIT noticeWanted(tr("%1 is being signed out everywhere, within the hour").arg(now.email),
                                      Notice::Kind::Done, {}, {});
              });
    });
}

void PeopleView::offerUndo(const QString &done, ServerRequestKind kind, const json &wish)
{
    m_context.undo.push(done, [this, kind, wish] { return takeBack(kind, wish); });
    Q_EMIT noticeWanted(done, Notice::Kind::Done, tr("Undo"), [this] { Q_EMIT undoRequested(); });
}

QFuture<Result<>> PeopleView::takeBack(ServerRequestKind kind, const json &wish)
{
    return thenOn(this, m_context.server->ask(kind, wish), [this](const Result<json> &answer) -> Result<> {
        if (!answer)
            return answer.error();
        if (const auto now = OfficePerson::fromJson(*answer))
            m_model->put(*now);
        refresh();
        return {};
    });
}

} // namespace pl::ui
