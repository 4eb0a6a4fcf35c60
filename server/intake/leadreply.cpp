#include "server/intake/leadreply.h"

#include "server/intake/formanswers.h"

namespace pl::intake {

LeadReply::LeadReply(const http::Request &request, const Source &source) : m_path(request.path)
{
    if (source.kind != Source::Kind::Form)
        return;
    m_form = request;
    m_form->body.clear();
    m_origins = source.origins;
}

http::Response LeadReply::fitted(http::Response answer, const QString &redirect) const
{
    if (!m_form || answer.status >= 300)
        return answer;
    answer.headers.removeIf([](const auto &header) { return header.first == "Location"; });
    return thanksForPeople(std::move(answer), *m_form, redirect, m_origins);
}

} // namespace pl::intake
