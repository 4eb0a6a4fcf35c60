#include "server/embedded/inprocesstransport.h"

namespace pl::embedded {

QFuture<Result<supabase::HttpResponse>> InProcessTransport::send(supabase::HttpRequest request)
{
    http::Request asked;
    asked.method = request.method;
    const qsizetype mark = request.target.indexOf('?');
    asked.path = mark < 0 ? request.target : request.target.left(mark);
    asked.query = mark < 0 ? QByteArray() : request.target.mid(mark + 1);
    asked.headers = std::move(request.headers);
    asked.body = std::move(request.body);
    asked.peer = QHostAddress(QHostAddress::LocalHost);
    const bool bodyless = asked.method == "HEAD";
    return m_supabase.handle(asked).then([bodyless](const http::Response &answer) {
        return Result<supabase::HttpResponse>(
            supabase::HttpResponse{answer.status, answer.headers, bodyless ? QByteArray() : answer.body});
    });
}

} // namespace pl::embedded
