#pragma once

#include "models/domain/notification.h"
#include "models/supabase/restclient.h"
#include "server/notify/linktoken.h"
#include "server/notify/wording.h"

namespace pl::notify {

/// How links are made.
struct LinkMaker
{
    const LinkSigner &signer;
    QString publicUrl; ///< without a slash at the end
    static constexpr qint64 kGoodForSeconds = 7 * 86'400;

    LinkClaim claimFor(const Lead &lead) const;
    QString urlFor(const LinkClaim &claim) const;
};

/// Gathers what a message speaks of, and what stands against it. `done` is called once, unless this is destroyed.
class FactsCall : public QObject
{
public:
    struct Found
    {
        Facts facts;
        bool hasOptedOut = false;
        bool wasToldBefore = false; ///< the same message to the same person went out already
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
