#pragma once

#include "models/domain/notification.h"
#include "models/supabase/restclient.h"
#include "server/notify/linktoken.h"
#include "server/notify/wording.h"

namespace pl::notify {

/// Makes links.
struct LinkMaker
{
    const LinkSigner &signer;
    QString publicUrl; ///< without a trailing slash
    static constexpr qint64 kGoodForSeconds = 7 * 86'400;

    LinkClaim claimFor(const Lead &lead) const;
    QString urlFor(const LinkClaim &claim) const;
};

/// Gathers the facts for a message and the reasons not to send it. `done` is called once, unless this is destroyed
/// first.
class FactsCall : public QObject
{
public:
    struct Found
    {
        Facts facts;
        bool hasOptedOut = false;
        bool wasSentBefore = false; ///< the same message already went to the same person
    };
    FactsCall(supabase::RestClient &rest, const LinkMaker &links, Notification row, QObject *parent);

    void start(std::function<void(const Result<Found> &)> done);

private:
    void read(const supabase::Query &query, std::function<void(const nlohmann::json &rows)> next);
    void readLead();
    void readPlumber();
    void readSettings();
    void readPage();
    void readPageOfPayment();
    void readPageRow(supabase::Query query);
    void readOptOut();
    void readEarlier();
    void finish(const Result<Found> &outcome);

    supabase::RestClient &m_rest;
    const LinkMaker &m_links;
    const Notification m_row;
    Found m_found;
    std::function<void(const Result<Found> &)> m_done;
};

} // namespace pl::notify
