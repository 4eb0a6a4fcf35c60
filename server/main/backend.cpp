#include "server/main/backend.h"

#include "models/base/answer.h"
#include "models/supabase/networktransport.h"
#include "server/embedded/inprocesstransport.h"
#include "server/main/firstservices.h"

namespace pl {

Result<std::unique_ptr<Backend>> Backend::open(const Settings &settings, const DataDir &dataDir, const QString &url)
{
    auto backend = std::make_unique<Backend>();
    if (settings.supabaseUrl) {
        backend->m_transport = std::make_unique<supabase::NetworkTransport>(*settings.supabaseUrl);
        backend->m_credentials = std::make_unique<supabase::KeyCredentials>(settings.supabaseServiceKey);
        return backend;
    }
    if (dataDir.isMoved()) // or leads would go where nobody looks any more
        return Error{ErrorCode::Conflict,
                     QStringLiteral("This office has moved to a Supabase project. Set SUPABASE_URL, SUPABASE_KEY and "
                                    "SUPABASE_SERVICE_KEY. To go back to what it was before, remove %1.")
                         .arg(dataDir.file("moved-to-supabase"))};
    embedded::EmbeddedSupabase::Options options;
    options.dataDir = dataDir.path();
    options.url = url;
    auto opened = embedded::EmbeddedSupabase::open(options);
    if (!opened)
        return opened.error();
    if (const auto added = addFirstServices(**opened); !added)
        return added.error();
    backend->m_embedded = std::move(*opened);
    backend->m_transport = std::make_unique<embedded::InProcessTransport>(*backend->m_embedded);
    backend->m_credentials = std::make_unique<supabase::KeyCredentials>(backend->m_embedded->keys().serviceKey);
    return backend;
}

std::function<QFuture<Result<>>(const QByteArrayList &texts)> Backend::purge(QObject *owner)
{
    if (!m_embedded)
        return {};
    return [store = m_embedded.get(), owner](const QByteArrayList &texts) {
        const Answer<> answer;
        onResult(owner, store->purge(texts), [answer](const Result<> &purged) { answer.finish(purged); });
        return answer.future();
    };
}

} // namespace pl
