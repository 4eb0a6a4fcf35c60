#pragma once

#include "models/base/call.h"
#include "models/supabase/restclient.h"
#include "server/sorting/leadsourceapi.h"

#include <QStringList>
#include <QUuid>

namespace pl::sorting {

/// Asks a maker for the leads of which a source sent the ids, one after another, with the source's newest token.
class LeadFetch : public Call<nlohmann::json>
{
public:
    /// `Error::remoteCode` when the source has no token.
    static constexpr QLatin1StringView kNoToken{"no_token"};
    static constexpr qsizetype kMaxIds = 100; ///< as many as a body may hold leads

    /// The lead, or an array when there are several ids; those that the maker doesn't know are left out. Errors are
    /// LeadSourceApi's; NotFound when the maker knows none of them. Both must outlive this, or the client's end cancels
    /// it.
    static QFuture<Result<nlohmann::json>> fetch(supabase::RestClient &rest, LeadSourceApi &api, const QUuid &source,
                                                 const QString &service, const QStringList &ids);

private:
    LeadFetch(supabase::RestClient &rest, LeadSourceApi &api, const QUuid &source, QString service, QStringList ids);
    void run() override;
    void onSecrets(const nlohmann::json &rows);
    void fetchNext();
    void onFetched(const Result<nlohmann::json> &lead);

    supabase::RestClient &m_rest;
    LeadSourceApi &m_api;
    const QUuid m_source;
    const QString m_service;
    QStringList m_ids;
    const bool m_isOne;
    QByteArray m_token;
    nlohmann::json m_leads = nlohmann::json::array();
};

} // namespace pl::sorting
