#include "server/embedded/inprocesstransport.h"

#include "models/base/answer.h"
#include "models/supabase/requesttarget.h"

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
    const Answer<supabase::HttpResponse> answer;
    const auto give = [answer, bodyless](const http::Response &given) {
        answer.finish(supabase::HttpResponse{given.status, given.headers, bodyless ? QByteArray() : given.body});
    };
    m_answers.await(m_supabase.handle(asked), give).release();
    return answer.future();
}

} // namespace pl::embedded
