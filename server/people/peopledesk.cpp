#include "server/people/peopledesk.h"

#include "server/people/peoplecall.h"

namespace pl::people {

PeopleDesk::PeopleDesk(PeopleTools tools, QObject *parent) : QObject(parent), m_tools(std::move(tools)) {}

QFuture<Result<nlohmann::json>> PeopleDesk::answer(const ServerRequest &request)
{
    return (new PeopleCall(m_tools, request, this))->start();
}

OfficePerson personOf(const supabase::AuthUser &user)
{
    return {user.id, user.email, user.role, user.lastSignInAt, user.banned, !user.invitation.isEmpty()};
}

} // namespace pl::people
