#include "server/people/peoplecall.h"

#include "models/base/jsonmember.h"
#include "models/domain/contactfields.h"
#include "models/supabase/query.h"
#include "models/supabase/settingsstore.h"
#include "models/wording/wording.h"
#include "server/people/invitationmail.h"

#include <QRandomGenerator>

namespace pl::people {

namespace {

using namespace Qt::StringLiterals;
using nlohmann::json;
using supabase::AuthUser;

/// For an account whose person will choose one. Nobody ever sees it; its end satisfies a project that wants each kind
/// of character.
QString unknownPassword()
{
    QByteArray bytes(32, Qt::Uninitialized);
    QRandomGenerator::system()->generate(reinterpret_cast<quint32 *>(bytes.data()),
                                         reinterpret_cast<quint32 *>(bytes.data() + bytes.size()));
    return QString::fromLatin1(bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)) +
           u"aA1!"_s;
}

bool isSame(const QString &one, const QString &other)
{
    return one.compare(other, Qt::CaseInsensitive) == 0;
}

/// May leave somebody with fewer rights.
bool takesRights(ServerRequestKind kind)
{
    return kind == ServerRequestKind::Role || kind == ServerRequestKind::Disable;
}

/// Others of that sort that a server is working on.
supabase::Query takingRights(const QUuid &except)
{
    return supabase::Query(ServerRequest::kTable)
        .select("id")
        .eq("state", QString(enumName(ServerRequestState::Working)))
        .in("kind", {QString(enumName(ServerRequestKind::Role)), QString(enumName(ServerRequestKind::Disable))})
        .filter("id", "neq", except.toString(QUuid::WithoutBraces))
        .limit(1);
}

} // namespace

PeopleCall::PeopleCall(const PeopleTools &tools, ServerRequest request, QObject *parent)
    : Call(parent), m_tools(tools), m_request(std::move(request)), m_invitation(QUuid::createUuid())
{
}

/// On two servers at once, two admins could take each other's rights, and the office would have none left. A request is
/// claimed before it comes here, so at least one of two sees the other.
void PeopleCall::run()
{
    if (!takesRights(m_request.kind))
        return list();
    then(m_tools.rest.selectJson(takingRights(m_request.id)), [this](const json &others) {
        others.empty() ? list()
                       : refuse(u"Somebody else's rights are being changed right now. Try again in a moment."_s);
    });
}

void PeopleCall::list()
{
    then(m_tools.users.list(), [this](const QList<AuthUser> &users) {
        m_users = users;
        decide();
    });
}

/// The role may have been taken away since the person asked: their token lasts an hour.
void PeopleCall::decide()
{
    const User *asker = byEmail(m_request.createdBy);
    if (!asker || !personOf(*asker).isActiveAdmin())
        return refuse(u"Only an admin can do this."_s);
    if (m_request.kind == ServerRequestKind::Invite)
        return invite();
    if (m_request.kind != ServerRequestKind::People)
        return changeTarget();
    json people = json::array();
    for (const User &user : std::as_const(m_users))
        people.push_back(personOf(user).toJson());
    finish(people);
}

void PeopleCall::changeTarget()
{
    const User *target = byId(QUuid::fromString(textOf("id")));
    if (!target)
        return refuse(u"This account no longer exists."_s);
    const User user = *target;
    const bool isSelf = isSame(user.email, m_request.createdBy);
    switch (m_request.kind) {
    case ServerRequestKind::Role:
        return isSelf ? refuse(u"You can't change your own role. Ask another admin."_s) : changeRole(user);
    case ServerRequestKind::Disable:
        if (isSelf)
            return refuse(u"You can't disable your own account. Ask another admin."_s);
        return disable(user);
    case ServerRequestKind::Enable:
        return then(m_tools.users.setDisabled(user.id, false), [this](const User &now) {
            done(now, "person_changed", {{"disabled", false}});
        });
    case ServerRequestKind::SignOut:
        return then(m_tools.users.endSessions(user.id), [this, user](Done) { done(user, "person_signed_out"); });
    case ServerRequestKind::People:
    case ServerRequestKind::Invite:
    case ServerRequestKind::Retry:
    case ServerRequestKind::Discard:
    case ServerRequestKind::Check:
    case ServerRequestKind::Status:
    case ServerRequestKind::FindPerson:
    case ServerRequestKind::PreviewErasing:
    case ServerRequestKind::ErasePerson:
    case ServerRequestKind::CheckHistory:
        break;
    }
    refuse(u"This request is not about people."_s);
}

void PeopleCall::changeRole(const User &target)
{
    const QString role = textOf("role");
    if (!OfficePerson::isRole(role))
        return refuse(u"This role does not exist."_s);
    then(m_tools.users.setRole(target.id, role), [this, role](const User &now) {
        done(now, "person_changed", {{"role", toJson(role)}});
    });
}

/// The sessions end, too: they would go on when the account is enabled again.
void PeopleCall::disable(const User &target)
{
    then(m_tools.users.setDisabled(target.id, true), [this](const User &now) {
        note("person_changed", now.email, {{"disabled", true}});
        then(m_tools.users.endSessions(now.id), [this, now](Done) { finish(personOf(now).toJson()); });
    });
}

void PeopleCall::invite()
{
    if (const QString id = textOf("id"); !id.isEmpty()) {
        const User *target = byId(QUuid::fromString(id));
        return target ? renew(User(*target)) : refuse(u"This account no longer exists."_s);
    }
    FieldErrors errors;
    const QString email = checkEmail(textOf("email"), errors);
    const QString role = textOf("role");
    if (!errors.list().isEmpty())
        return refuse(u"The e-mail address %1."_s.arg(errors.list().first().detail));
    if (!OfficePerson::isRole(role))
        return refuse(u"This role does not exist."_s);
    if (byEmail(email))
        return refuse(u"There already is an account with this e-mail address."_s);
    addAccount(email, role);
}

void PeopleCall::addAccount(const QString &email, const QString &role)
{
    const QString invitation = m_invitation.toString(QUuid::WithoutBraces);
    then(m_tools.users.invite(email, unknownPassword(), role, invitation), [this, role](const User &user) {
        note("person_invited", user.email, {{"role", toJson(role)}});
        mail(user);
    });
}

/// The link of before no longer works. Whoever has a password keeps it until they choose another.
void PeopleCall::renew(const User &target)
{
    if (target.banned)
        return refuse(u"This account is disabled. Enable it first."_s);
    then(m_tools.users.setInvitation(target.id, m_invitation.toString(QUuid::WithoutBraces)), [this](const User &user) {
        note("person_invited", user.email, nullptr);
        mail(user);
    });
}

QString PeopleCall::linkFor(const User &user) const
{
    const Timestamp end = m_tools.clock().addSeconds(std::chrono::seconds(kInvitationLasts).count());
    return m_tools.publicUrl + u"/invite/"_s +
           QString::fromLatin1(m_tools.signer.tokenOf({user.id, m_invitation, end}));
}

/// When the office has set no name, or it can't be read, the mail goes out under the name that the server was given.
void PeopleCall::mail(const User &user)
{
    if (!m_tools.email)
        return finish(Invitation{user.email, linkFor(user), false, u"The server has no e-mail service."_s}.toJson());
    onResult(this, supabase::SettingsStore(m_tools.rest).read(wording::OfficeWords::keys()),
             [this, user](const Result<QHash<QString, supabase::Setting>> &rows) {
                 QHash<QString, json> values;
                 if (rows)
                     for (const supabase::Setting &row : *rows)
                         values.insert(row.key, row.value);
                 sendTo(user, OfficeIdentity::fromSettings(values).orElse({m_tools.officeName, {}, {}, {}}));
             });
}

void PeopleCall::sendTo(const User &user, const OfficeIdentity &office)
{
    const QString link = linkFor(user);
    notify::onDeliveryOf(
        this, m_tools.email->send(invitationMail(user.email, link, office)),
        [this, user, link](const notify::Delivery &delivery) {
            const bool isSent = delivery.kind == notify::Delivery::Kind::Sent;
            finish(Invitation{user.email, link, isSent, isSent ? QString() : delivery.reason}.toJson());
        });
}

void PeopleCall::done(const User &user, const char *activity, const json &detail)
{
    note(activity, user.email, detail);
    finish(personOf(user).toJson());
}

/// The change itself has been made: it stands even if its line can't be written.
void PeopleCall::note(const char *kind, const QString &subject, const json &detail)
{
    const json line{{"actor", toJson(m_request.createdBy)},
                    {"kind", kind},
                    {"subject", toJson(subject)},
                    {"detail", detail},
                    {"admin_only", true}};
    m_tools.rest.insert(supabase::Query("activity").select("id"), line);
}

const AuthUser *PeopleCall::byId(const QUuid &id) const
{
    const auto found = std::find_if(m_users.begin(), m_users.end(), [&id](const User &user) { return user.id == id; });
    return found == m_users.end() ? nullptr : &*found;
}

const AuthUser *PeopleCall::byEmail(const QString &email) const
{
    const auto found =
        std::find_if(m_users.begin(), m_users.end(), [&email](const User &user) { return isSame(user.email, email); });
    return found == m_users.end() || email.isEmpty() ? nullptr : &*found;
}

QString PeopleCall::textOf(const char *field) const
{
    return jsonText(m_request.data, field);
}

} // namespace pl::people
