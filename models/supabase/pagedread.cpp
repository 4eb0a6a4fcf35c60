#include "models/supabase/pagedread.h"

#include <QRegularExpression>

namespace pl::supabase {
namespace {

Error nonsense()
{
    return {ErrorCode::Protocol, QStringLiteral("The server's answer is not a list of rows.")};
}

/// Whether a Link header names a next page.
bool linksOn(const QByteArray &link)
{
    static const QRegularExpression next(QStringLiteral(";\\s*rel=\"?next\"?\\s*(?:[,;]|$)"),
                                         QRegularExpression::CaseInsensitiveOption);
    return next.match(QString::fromLatin1(link)).hasMatch();
}

} // namespace

PagedRead::PagedRead(RestClient &client, Pages pages) : Call(&client), m_client(client), m_pages(std::move(pages)) {}

void PagedRead::readPage()
{
    onResult(this, m_client.send(m_pages.request(m_rows), true),
             [this](const Result<HttpResponse> &answer) { onPage(answer); });
}

void PagedRead::onPage(const Result<HttpResponse> &answer)
{
    const auto page = rowsOf(answer);
    if (!page)
        return finish(page);
    const std::size_t before = m_rows.size();
    // A server that repeats the same rows forever would never end.
    if (before > 0 && !page->empty() && page->back() == m_rows.back())
        return finish(nonsense());
    for (const nlohmann::json &row : *page)
        m_rows.push_back(row);
    isComplete(*answer, before) ? finish(m_rows) : readPage();
}

Result<nlohmann::json> PagedRead::rowsOf(const Result<HttpResponse> &answer) const
{
    const auto body = jsonFromResponse(answer);
    if (!body || m_pages.member == nullptr)
        return body.andThen([](const nlohmann::json &rows) {
            return rows.is_array() ? Result<nlohmann::json>(rows) : Result<nlohmann::json>(nonsense());
        });
    const bool isList = body->is_object() && body->contains(m_pages.member) && (*body)[m_pages.member].is_array();
    return isList ? Result<nlohmann::json>((*body)[m_pages.member]) : Result<nlohmann::json>(nonsense());
}

bool PagedRead::isComplete(const HttpResponse &answer, std::size_t before) const
{
    const std::size_t size = m_rows.size() - before;
    if (size == 0)
        return true;
    const QByteArray link = answer.header("Link");
    if (linksOn(link))
        return false;
    const auto total = m_pages.total(answer, before);
    return total ? m_rows.size() >= *total : !link.isEmpty() || size < std::size_t(kPageRows);
}

} // namespace pl::supabase
