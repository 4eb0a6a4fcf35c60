#pragma once

#include "models/base/call.h"
#include "models/domain/officeidentity.h"
#include "server/people/peopledesk.h"

namespace pl::people {

/// One request about accounts, from the list of them to the answer.
class PeopleCall : public Call<nlohmann::json>
{
public:
    /// The tools must outlive this.
    PeopleCall(const PeopleTools &tools, ServerRequest request, QObject *parent);

private:
    using User = supabase::AuthUser;
    void run() override;
    void list();
    void decide();
    void changeTarget();
    void changeRole(const User &target);
    void disable(const User &target);
    void invite();
    void addAccount(const QString &email, const QString &role);
    void renew(const User &target);
    void mail(const User &user);
    void sendTo(const User &user, const OfficeIdentity &office);
    void refuse(const QString &sentence) { finish(Error{ErrorCode::InvalidInput, sentence}); }
    void done(const User &user, const char *activity, const nlohmann::json &detail = nullptr);
    void note(const char *kind, const QString &subject, const nlohmann::json &detail);
    const User *byId(const QUuid &id) const;
    const User *byEmail(const QString &email) const;
    QString textOf(const char *field) const;
    QString linkFor(const User &user) const;

    const PeopleTools &m_tools;
    const ServerRequest m_request;
    QList<User> m_users;
    QUuid m_invitation;
};

} // namespace pl::people
