#pragma once

#include "models/base/call.h"
#include "models/supabase/restclient.h"

namespace pl::supabase {

/// Reads a list page by page, as a child of the client. There is more as long as an answer links to its next page
/// (RFC 8288). Without such links the list ends where the answers' count says so; without a count, at the first page
/// that is not full.
class PagedRead : public Call<nlohmann::json>
{
    Q_OBJECT

public:
    PagedRead(RestClient &client, Pages pages);

private:
    void run() override { readPage(); }
    void readPage();
    void onPage(const Result<HttpResponse> &answer);
    Result<nlohmann::json> rowsOf(const Result<HttpResponse> &answer) const;
    bool isComplete(const HttpResponse &answer, std::size_t before) const;

    RestClient &m_client;
    const Pages m_pages;
    nlohmann::json m_rows = nlohmann::json::array();
};

} // namespace pl::supabase
