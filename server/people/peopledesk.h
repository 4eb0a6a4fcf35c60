#pragma once

#include "models/domain/officeperson.h"
#include "models/domain/serverrequest.h"
#include "models/supabase/useradmin.h"
#include "server/notify/sender.h"
#include "server/people/invitationtoken.h"

namespace pl::people {

/// What the desk works with. All references must outlive it.
struct PeopleTools
{
    supabase::UserAdmin &users;
    supabase::RestClient &rest;
    const InvitationSigner &signer;
    notify::Sender *email = nullptr; ///< null: no such service is set up
    QString publicUrl = {};          ///< where people reach this server, without a trailing slash
    QString officeName = {};         ///< unless the setting `office_name` says otherwise
    std::function<Timestamp()> clock = &Timestamp::now;
};

inline constexpr std::chrono::hours kInvitationLasts{7 * 24};

/// Does what an admin asks about accounts: People, Invite, Role, Disable, Enable and SignOut. Whoever asks must still
/// be an active admin, and can neither disable themselves nor change their own role; so an office never loses its last
/// admin, as long as one server at a time does this. Lives on one thread.
class PeopleDesk : public QObject
{
    Q_OBJECT
public:
    explicit PeopleDesk(PeopleTools tools, QObject *parent = nullptr);

    static bool isAboutPeople(ServerRequestKind kind) { return kind <= ServerRequestKind::SignOut; }
    /// The answer for the window. An InvalidInput is a refusal, with a sentence for people; other Errors mean that the
    /// accounts could not be read or written.
    QFuture<Result<nlohmann::json>> answer(const ServerRequest &request);

private:
    const PeopleTools m_tools;
};

/// For the window.
OfficePerson personOf(const supabase::AuthUser &user);

} // namespace pl::people
