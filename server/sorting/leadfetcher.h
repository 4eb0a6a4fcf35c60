#pragma once

#include "models/supabase/transport.h"
#include "server/sorting/leadsourceapi.h"

#include <QObject>

namespace pl::sorting {

/// Asks Meta's Graph API and Yelp's Leads API. The token goes in a header, never in an address. Retries nothing.
class LeadFetcher : public QObject, public LeadSourceApi
{
    Q_OBJECT
public:
    static constexpr const char *kMetaVersion = "v21.0";

    /// The transports point to https://graph.facebook.com and https://api.yelp.com, or to stand-ins, and must outlive
    /// this.
    LeadFetcher(supabase::Transport &meta, supabase::Transport &yelp, QObject *parent = nullptr);

    QFuture<Result<nlohmann::json>> fetch(const QString &service, const QString &id, const QByteArray &token) override;

private:
    supabase::Transport &m_meta;
    supabase::Transport &m_yelp;
};

} // namespace pl::sorting
