#pragma once

#include "models/base/onresult.h"
#include "models/supabase/networktransport.h"

#include <QTimer>

namespace pl::bench {

/// Requests over HTTP whose server is further away: each waits for so long before it is sent.
class SlowTransport : public supabase::Transport
{
public:
    SlowTransport(const QUrl &url, std::chrono::milliseconds latency) : m_network(url), m_latency(latency) {}

    QFuture<Result<supabase::HttpResponse>> send(supabase::HttpRequest request) override
    {
        using Answer = Result<supabase::HttpResponse>;
        auto promise = std::make_shared<QPromise<Answer>>();
        promise->start();
        QTimer::singleShot(m_latency, Qt::PreciseTimer, &m_network, [this, promise, request = std::move(request)] {
            onResult(&m_network, m_network.send(request), [promise](const Answer &answer) {
                promise->addResult(answer);
                promise->finish();
            });
        });
        return promise->future();
    }

private:
    supabase::NetworkTransport m_network;
    const std::chrono::milliseconds m_latency;
};

} // namespace pl::bench
