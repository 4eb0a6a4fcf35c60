#pragma once

#include "models/base/call.h"
#include "models/supabase/restclient.h"
#include "server/journal/journal.h"

namespace pl::customer {

/// A lead to be erased, as it was seen.
struct ErasableLead
{
    QUuid id;
    qint64 version = 0;
    bool isOpen = false; ///< it is closed as lost at the same time
};

/// Erases leads one after another: first what senders would recognize them by in the journal, then the row, whose
/// triggers take the rest. In this order, so that after a crash in between the lead is found again. Answers how many
/// rows it erased; one that somebody changed meanwhile isn't among them.
class LeadErasing : public Call<int>
{
public:
    /// `rest` and `journal` (null: none here) must outlive this.
    LeadErasing(supabase::RestClient &rest, journal::Journal *journal, QList<ErasableLead> leads, Timestamp now,
                QObject *parent);

private:
    void run() override;
    void eraseNext();

    supabase::RestClient &m_rest;
    journal::Journal *const m_journal;
    QList<ErasableLead> m_leads;
    const Timestamp m_now;
    int m_erased = 0;
};

} // namespace pl::customer
