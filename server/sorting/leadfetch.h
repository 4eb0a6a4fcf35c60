#pragma once

#include "models/base/call.h"
#include "models/supabase/restclient.h"
#include "server/sorting/leadsourceapi.h"

#include <QStringList>
#include <QUuid>

namespace pl::sorting {

/// What a maker has of the leads that were asked for.
struct FetchedLeads
{
    nlohmann::json body; ///< the lead, or an array when there were several ids
    QStringList unknown; ///< the ids of those that it doesn't know
};

/// Asks a maker for the leads of which a source sent the ids, one after another, with the source's newest token.
class LeadFetch : public Call<FetchedLeads>
{
public:
    /// `Error::remoteCode` when the source has no token.
    static constexpr QLatin1StringView kNoToken{"no_token"};
    static constexpr qsizetype kMaxIds = 100; ///< as many as a body may hold leads

    /// Errors are LeadSourceApi's; NotFound when the maker knows none of them. Both must outlive this, or the client's
    /// end cancels it.
    static QFuture<Result<FetchedLeads>> fetch(supabase::RestClient &rest, LeadSourceApi &api, const QUuid &source,
                                               const QString &service, const QStringList &ids);

private:
    LeadFetch(supabase::RestClient &rest, LeadSourceApi &api, const QUuid &source, QString service, QStringList ids);
    void run() override;
    void onSecrets(const nlohmann::json &rows);
    void fetchNext();
    void onFetched(const QString &id, const Result<nlohmann::json> &lead);

    supabase::RestClient &m_rest;
    LeadSourceApi &m_api;
    const QUuid m_source;
    const QString m_service;
    QStringList m_ids;
    const bool m_isOne;
    QByteArray m_token;
    nlohmann::json m_leads = nlohmann::json::array();
    QStringList m_unknown;
};

} // namespace pl::sorting
