#pragma once

#include "server/http/router.h"
#include "server/people/peopledesk.h"
#include "server/shared/ratelimiter.h"

#include <QSet>

namespace pl::people {

/// The page behind an invitation's link, /invite/{token}. GET shows a form and changes nothing, however often a mail
/// scanner opens it; POST sets the password, once. Each network has an allowance of requests, because reading an
/// account and setting a password cost the store more than a page.
class InvitationPages : public QObject
{
    Q_OBJECT
public:
    /// `tools` must outlive this.
    explicit InvitationPages(const PeopleTools &tools, shared::RateLimiter::Pace pace = {20, std::chrono::seconds(6)},
                             QObject *parent = nullptr);

    void addRoutes(http::Router &router);

Q_SIGNALS:
    /// A person has chosen their password.
    void accepted();

private:
    struct Visit;
    using VisitPtr = std::shared_ptr<Visit>;
    Later<http::Response> open(const http::Request &request, const QByteArray &token);
    void onAccount(const VisitPtr &visit, const Result<supabase::AuthUser> &user);
    void save(const VisitPtr &visit, const supabase::AuthUser &user);
    http::Response chosenPage(const QString &email) const;

    const PeopleTools &m_tools;
    shared::RateLimiter m_limiter;
    QSet<QUuid> m_saving; ///< accounts whose password is being set: a link that is sent twice at once works once
};

} // namespace pl::people
