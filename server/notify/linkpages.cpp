#include "server/notify/linkpages.h"

#include "models/wording/pagelayout.h"
#include "server/http/htmlpage.h"

namespace pl::notify {

using namespace Qt::StringLiterals;
using wording::TemplateValues;
using wording::TextTemplate;

http::Response LinkPages::page(int status, const QString &title, const QString &content) const
{
    const QString html = wording::pageOf(title, content, wording::PageFrame::ofPage(u"en"_s, m_office));
    return http::htmlPage(status, html.toUtf8(), wording::pageStyleHash(), !m_office.logo.isEmpty());
}

http::Response LinkPages::notice(int status, const QString &title, const QString &sentence) const
{
    return page(status, title,
                TextTemplate::named(u"page_notice.html"_s).render({{u"title"_s, title}, {u"sentence"_s, sentence}}));
}

http::Response LinkPages::acceptedPage(int status, const LinkState &state, const QString &sentence) const
{
    const QString title = u"You have accepted this lead"_s;
    TemplateValues values = wording::valuesOf(state.facts);
    values[u"title"_s] = title;
    values[u"sentence"_s] = sentence;
    return page(status, title, TextTemplate::named(u"page_accepted.html"_s).render(values));
}

http::Response LinkPages::openPage(const LinkState &state, const QByteArray &token, const QString &problem) const
{
    TemplateValues values = wording::valuesOf(state.facts);
    values[u"token"_s] = QString::fromLatin1(token);
    values[u"problem"_s] = problem;
    return page(problem.isEmpty() ? 200 : 422, u"A lead for you"_s,
                TextTemplate::named(u"page_open.html"_s).render(values));
}

http::Response LinkPages::answeredPage(const LinkState &state, Answer answer) const
{
    if (answer == Answer::Accept && state.kind == LinkState::Kind::Accepted)
        return acceptedPage(200, state,
                            state.facts.canBeCalled() ? u"Thank you. Please call the customer soon."_s
                                                      : u"Thank you. Please contact the customer soon."_s);
    if (answer == Answer::Decline && state.kind == LinkState::Kind::Declined)
        return notice(
            200, u"You have declined this lead"_s,
            u"Thank you for letting us know. The office will give it to someone else, and you won't be charged for it."_s);
    return usedPage(state);
}

http::Response LinkPages::usedPage(const LinkState &state, bool mayShowContact) const
{
    switch (state.kind) {
    case LinkState::Kind::Accepted:
        if (!mayShowContact)
            return notice(410, u"You have accepted this lead"_s,
                          u"This link no longer shows the customer's details. Please ask the office for them."_s);
        return acceptedPage(410, state, u"You already accepted with this link."_s);
    case LinkState::Kind::Declined:
        return notice(410, u"You have declined this lead"_s, u"You already declined with this link."_s);
    case LinkState::Kind::Closed:
        return notice(410, u"This lead is closed"_s, u"There is nothing left to answer."_s);
    case LinkState::Kind::Open:
        return notice(410, u"Your answer is on its way"_s,
                      u"This link has been used. The office will have your answer soon."_s);
    case LinkState::Kind::Removed:
        return notice(410, u"This link no longer works"_s, u"Please call the office if you have questions."_s);
    case LinkState::Kind::Withdrawn:
        break;
    }
    return notice(410, u"This lead is no longer yours"_s,
                  u"The office took it back or reassigned it. This link won't cost you anything."_s);
}

http::Response LinkPages::expiredPage() const
{
    return notice(410, u"This link has expired"_s, u"It was valid for a week. Please ask the office about the lead."_s);
}

http::Response LinkPages::savedPage() const
{
    return notice(202, u"We have your answer"_s,
                  u"It is saved and will reach the office within minutes. Open the link again later to see more."_s);
}

http::Response LinkPages::unknownPage() const
{
    return notice(404, u"Page not found"_s, u"Please open the link exactly as it appears in your message."_s);
}

http::Response LinkPages::unavailablePage() const
{
    http::Response response =
        notice(503, u"Please try again"_s, u"This page can't be shown right now. No answer was recorded."_s);
    response.headers.emplaceBack("Retry-After", "30");
    return response;
}

} // namespace pl::notify
