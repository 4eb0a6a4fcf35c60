#include "server/people/invitationpages.h"

#include "models/base/onresult.h"
#include "models/domain/passwordrules.h"
#include "models/wording/pagelayout.h"
#include "server/http/clientaddress.h"
#include "server/http/htmlpage.h"
#include "server/people/templatefile.h"
#include "server/shared/formdecoding.h"

namespace pl::people {

namespace {

using namespace Qt::StringLiterals;
using http::Response;
using supabase::AuthUser;

constexpr qsizetype kMaxPasswordBytes = 72; // a project takes no more

Response page(int status, const QString &title, const QString &content)
{
    return http::htmlPage(status, wording::pageOf(title, content).toUtf8(), wording::pageStyleHash());
}

Response notice(int status, const QString &title, const QString &sentence)
{
    return page(status, title,
                templateFile("page_notice.html").render({{u"title"_s, title}, {u"sentence"_s, sentence}}));
}

Response unknownPage()
{
    return notice(404, u"Page not found"_s, u"Please open the link exactly as it appears in your message."_s);
}

Response usedPage()
{
    return notice(410, u"This link no longer works"_s,
                  u"It was used, or there is a newer one. If you don't know your password, ask an admin of your office "
                  "for a new link."_s);
}

Response expiredPage()
{
    return notice(410, u"This link has expired"_s,
                  u"It was valid for a week. Please ask an admin of your office for a new one."_s);
}

Response laterPage(int status, int seconds)
{
    Response response = notice(status, u"Please try again"_s,
                               u"This page can't be shown right now, and no password was saved. Wait a moment."_s);
    response.headers.emplaceBack("Retry-After", QByteArray::number(seconds));
    return response;
}

Response passwordPage(const QByteArray &token, const QString &email, const QString &problem = {})
{
    return page(problem.isEmpty() ? 200 : 422, u"Choose your password"_s,
                templateFile("page_password.html")
                    .render({{u"token"_s, QString::fromLatin1(token)},
                             {u"email"_s, email},
                             {u"fewest"_s, QString::number(kFewestPasswordCharacters)},
                             {u"problem"_s, problem}}));
}

/// Why the password can't be this one, as a sentence; empty: it can.
QString problemOf(const QString &password, const QString &again, const QString &email)
{
    const QString fault = passwordFaultText(passwordFault(password, email));
    if (!fault.isEmpty())
        return u"The password %1."_s.arg(fault);
    if (password.toUtf8().size() > kMaxPasswordBytes)
        return u"The password is too long. Use at most %1 characters."_s.arg(kMaxPasswordBytes);
    return password == again ? QString() : u"The two passwords are not the same."_s;
}

} // namespace

/// One request, from its arrival to the page sent back.
struct InvitationPages::Visit
{
    QByteArray token;
    InvitationClaim claim;
    QByteArray network;
    bool isAnswer = false; ///< a form was sent; else they only look
    QString password = {};
    QString again = {};
    Later<Response>::Promise promise = {};

    void end(const Response &response) { promise.give(response); }
};

InvitationPages::InvitationPages(const PeopleTools &tools, shared::RateLimiter::Pace pace, QObject *parent)
    : QObject(parent), m_tools(tools), m_limiter(pace)
{
}

void InvitationPages::addRoutes(http::Router &router)
{
    for (const char *method : {"GET", "POST"})
        router.add(method, "/invite/{token}",
                   [this](const http::Request &request, const http::PathParameters &parameters) {
                       return open(request, parameters.value("token"));
                   });
}

Later<Response> InvitationPages::open(const http::Request &request, const QByteArray &token)
{
    const QByteArray network = http::clientNetwork(request);
    if (const int wait = m_limiter.take(network); wait > 0)
        return http::answered(laterPage(429, wait));
    const auto claim = m_tools.signer.read(token);
    if (!claim)
        return http::answered(unknownPage());
    if (claim->expiresAt <= m_tools.clock())
        return http::answered(expiredPage());
    const auto visit = std::make_shared<Visit>(Visit{token, *claim, network, request.method == "POST"});
    const auto fields = shared::rawFields(request.body);
    visit->password = QString::fromUtf8(shared::fieldOf(fields, "password"));
    visit->again = QString::fromUtf8(shared::fieldOf(fields, "again"));
    onResult(this, m_tools.users.get(claim->account),
             [this, visit](const Result<AuthUser> &user) { onAccount(visit, user); });
    return visit->promise.later();
}

void InvitationPages::onAccount(const VisitPtr &visit, const Result<AuthUser> &user)
{
    if (!user)
        return visit->end(user.error().code == ErrorCode::NotFound ? usedPage() : laterPage(503, 30));
    if (QUuid::fromString(user->invitation) != visit->claim.invitation || user->banned)
        return visit->end(usedPage());
    if (!visit->isAnswer)
        return visit->end(passwordPage(visit->token, user->email));
    if (const QString problem = problemOf(visit->password, visit->again, user->email); !problem.isEmpty())
        return visit->end(passwordPage(visit->token, user->email, problem));
    if (m_saving.contains(user->id))
        return visit->end(usedPage());
    save(visit, *user);
}

void InvitationPages::save(const VisitPtr &visit, const AuthUser &user)
{
    m_saving.insert(user.id);
    onResult(this, m_tools.users.acceptInvitation(user.id, visit->password),
             [this, visit, user](const Result<AuthUser> &saved) {
                 m_saving.remove(user.id);
                 if (saved) {
                     m_limiter.giveBack(visit->network);
                     visit->end(chosenPage(user.email));
                     return Q_EMIT accepted();
                 }
                 // A project may ask for more than we do.
                 if (saved.error().code == ErrorCode::InvalidInput)
                     return visit->end(passwordPage(
                         visit->token, user.email,
                         u"This password is too easy to guess. Mix letters, digits and other characters."_s));
                 visit->end(laterPage(503, 30));
             });
}

Response InvitationPages::chosenPage(const QString &email) const
{
    return page(200, u"Your password is saved"_s,
                templateFile("page_chosen.html").render({{u"server"_s, m_tools.publicUrl}, {u"email"_s, email}}));
}

} // namespace pl::people
