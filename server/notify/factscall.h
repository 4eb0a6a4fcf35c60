#pragma once

#include "models/base/call.h"
#include "models/domain/notification.h"
#include "models/supabase/restclient.h"
#include "models/wording/messagevalues.h"
#include "server/notify/linktoken.h"

namespace pl::notify {

using wording::Facts;

/// Makes links.
struct LinkMaker
{
    const LinkSigner &signer;
    QString publicUrl; ///< without a trailing slash
    static constexpr qint64 kGoodForSeconds = 7 * 86'400;

    LinkClaim claimFor(const Lead &lead) const;
    QString urlFor(const LinkClaim &claim) const;
};

/// Why an e-mail isn't sent to somebody who asked for none.
inline constexpr QLatin1StringView kWantsNoEmail("not sent: this person asked not to get e-mail");

/// The result of FactsCall.
struct FoundFacts
{
    Facts facts;
    bool hasOptedOut = false;   ///< the recipient asked not to get messages this way
    bool wasSentBefore = false; ///< the same message already went to the same person
};

/// Gathers the facts for a message and the reasons not to send it.
class FactsCall : public Call<FoundFacts>
{
public:
    FactsCall(supabase::RestClient &rest, const LinkMaker &links, Notification row, QObject *parent);

private:
    void run() override { readLead(); }
    void readLead();
    void readPlumber();
    void readSettings();
    void readPage();
    void readPageOfPayment();
    void readPageRow(supabase::Query query);
    void readOptOut();
    void readEarlier();

    supabase::RestClient &m_rest;
    const LinkMaker &m_links;
    const Notification m_row;
    FoundFacts m_found;
};

} // namespace pl::notify
