#pragma once

#include "models/supabase/transport.h"
#include "server/embedded/embeddedsupabase.h"
#include "server/http/answerqueue.h"

namespace pl::embedded {

/// Talks to an embedded Supabase in the same process, without sockets. The database must outlive the transport. Answers
/// come from the event loop of the transport's thread. Request time-outs are ignored, because the database bounds its
/// own waiting.
class InProcessTransport : public supabase::Transport
{
public:
    explicit InProcessTransport(EmbeddedSupabase &supabase) : m_supabase(supabase) {}
    QFuture<Result<supabase::HttpResponse>> send(supabase::HttpRequest request) override;

private:
    EmbeddedSupabase &m_supabase;
    http::AnswerQueue m_answers;
};

} // namespace pl::embedded
