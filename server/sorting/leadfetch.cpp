#include "server/sorting/leadfetch.h"

#include "models/base/jsonmember.h"

namespace pl::sorting {

using nlohmann::json;
using supabase::Query;

QFuture<Result<FetchedLeads>> LeadFetch::fetch(supabase::RestClient &rest, LeadSourceApi &api, const QUuid &source,
                                               const QString &service, const QStringList &ids)
{
    return (new LeadFetch(rest, api, source, service, ids))->start();
}

LeadFetch::LeadFetch(supabase::RestClient &rest, LeadSourceApi &api, const QUuid &source, QString service,
                     QStringList ids)
    : Call(&rest)
    , m_rest(rest)
    , m_api(api)
    , m_source(source)
    , m_service(std::move(service))
    , m_ids(std::move(ids))
    , m_isOne(m_ids.size() == 1)
{
}

void LeadFetch::run()
{
    if (m_ids.size() > kMaxIds)
        return finish(Error{ErrorCode::InvalidInput,
                            QStringLiteral("The body holds the ids of more than %1 leads.").arg(kMaxIds)});
    const auto newest = Query("source_secrets")
                            .select("secret")
                            .eq("source_id", m_source)
                            .eq("kind", QStringLiteral("token"))
                            .order("id.desc")
                            .limit(1);
    then(m_rest.selectJson(newest), [this](const json &rows) { onSecrets(rows); });
}

void LeadFetch::onSecrets(const json &rows)
{
    m_token = rows.empty() ? QByteArray() : jsonText(rows.front(), "secret").toUtf8();
    if (m_token.isEmpty())
        return finish(Error{
            ErrorCode::Unauthenticated, QStringLiteral("The source has no access token."), {}, QString(kNoToken)});
    fetchNext();
}

void LeadFetch::fetchNext()
{
    if (!m_ids.isEmpty()) {
        const QString id = m_ids.takeFirst();
        onResult(this, m_api.fetch(m_service, id, m_token),
                 [this, id](const Result<json> &lead) { onFetched(id, lead); });
    } else if (m_leads.empty()) {
        finish(Error{ErrorCode::NotFound, QStringLiteral("There is no such lead.")});
    } else {
        finish(FetchedLeads{m_isOne ? m_leads.front() : m_leads, m_unknown});
    }
}

void LeadFetch::onFetched(const QString &id, const Result<json> &lead)
{
    if (!lead && lead.error().code != ErrorCode::NotFound)
        return finish(lead.error());
    if (lead)
        m_leads.push_back(*lead);
    else
        m_unknown += id;
    fetchNext();
}

} // namespace pl::sorting
