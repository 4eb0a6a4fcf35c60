#pragma once

#include "models/base/call.h"
#include "models/customer/persontraces.h"
#include "models/supabase/restclient.h"
#include "server/customer/journalreading.h"

namespace pl::customer {

/// Where a person is found outside of leads and messages.
struct Traces
{
    nlohmann::json bodies =
        nlohmann::json::array();   ///< rows of intake_items whose bodies hold the person, without them
    QList<journal::Entry> entries; ///< in the journal, not forwarded; with their contents
};

/// Looks through all that sources sent and that is kept, and through the journal. Reads every body: there is no other
/// way to find a number that somebody wrote in brackets. A failure ends it.
class TracesCall : public Call<Traces>
{
public:
    /// `rest` must outlive this.
    TracesCall(supabase::RestClient &rest, OpenEntries openEntries, const CustomerKey &person, QObject *parent);

private:
    void run() override { readBodies({}); }
    void readBodies(const QString &after);
    void readJournal(qint64 after);

    supabase::RestClient &m_rest;
    const OpenEntries m_openEntries;
    const PersonTraces m_traces;
    Traces m_found;
};

} // namespace pl::customer
