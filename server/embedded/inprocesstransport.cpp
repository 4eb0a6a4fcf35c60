#include "server/embedded/inprocesstransport.h"

#include "models/supabase/requesttarget.h"

#include <QPromise>

namespace pl::embedded {

QFuture<Result<supabase::HttpResponse>> InProcessTransport::send(supabase::HttpRequest request)
{
    if (const auto sendable = supabase::checkTarget(request); !sendable)
        return QtFuture::makeReadyFuture(Result<supabase::HttpResponse>(sendable.error()));
    http::Request asked;
    asked.method = request.method;
    const qsizetype mark = request.target.indexOf('?');
    asked.path = mark < 0 ? request.target : request.target.left(mark);
    asked.query = mark < 0 ? QByteArray() : request.target.mid(mark + 1);
    asked.headers = std::move(request.headers);
    asked.body = std::move(request.body);
    asked.peer = QHostAddress(QHostAddress::LocalHost);
    const bool bodyless = asked.method == "HEAD";
    const auto promise = std::make_shared<QPromise<Result<supabase::HttpResponse>>>();
    promise->start();
    const auto give = [promise, bodyless](const http::Response &answer) {
        promise->addResult(
            supabase::HttpResponse{answer.status, answer.headers, bodyless ? QByteArray() : answer.body});
        promise->finish();
    };
    m_answers.await(m_supabase.handle(asked), give).release();
    return promise->future();
}

} // namespace pl::embedded
