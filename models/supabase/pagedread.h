#pragma once

#include "models/supabase/restclient.h"

#include <QFutureWatcher>
#include <QPromise>

namespace pl::supabase {

/// Reads a list page by page, as a child of the client. The list ends where the answers' count says so; without a
/// count, at the first page that is not full. Deletes itself when finished.
class PagedRead : public QObject
{
    Q_OBJECT

public:
    PagedRead(RestClient &client, Pages pages);
    ~PagedRead() override;

    /// Once, before anything else.
    QFuture<Result<nlohmann::json>> start();

private:
    void readPage();
    void onPage(const Result<HttpResponse> &answer);
    Result<nlohmann::json> rowsOf(const Result<HttpResponse> &answer) const;
    bool isComplete(const HttpResponse &answer, std::size_t before) const;
    void finish(const Result<nlohmann::json> &outcome);

    RestClient &m_client;
    const Pages m_pages;
    nlohmann::json m_rows = nlohmann::json::array();
    bool m_finished = false;
    QPromise<Result<nlohmann::json>> m_promise;
    QFutureWatcher<Result<HttpResponse>> m_page;
};

} // namespace pl::supabase
