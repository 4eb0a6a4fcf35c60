#pragma once

#include "models/base/call.h"
#include "models/supabase/restclient.h"

#include <QSet>
#include <QUuid>

namespace pl::billing {

/// The result of DuePayments.
struct DueWork
{
    nlohmann::json rows = nlohmann::json::array();
    std::optional<Timestamp> next; ///< when the first row still in its undo period falls due
};

/// Finds the rows of `payments` that need work: pending ones of plumbers with a card (if `charge_when` is "accepted",
/// only of accepted leads), those without a price, abandoned ones in processing (`interrupted`, and those unchanged
/// since `staleBefore`), requested refunds, and void ones that could still be paid at Stripe. Oldest first. Excludes
/// charges and refunds whose `due_at` is after `now`.
class DuePayments : public Call<DueWork>
{
public:
    DuePayments(supabase::RestClient &rest, Timestamp now, Timestamp staleBefore, const QSet<QUuid> &interrupted,
                QObject *parent);

private:
    void run() override;
    void readPending(bool whenAccepted);
    void readOthers(const nlohmann::json &pending);
    void add(const nlohmann::json &rows);

    supabase::Condition abandoned() const;

    supabase::RestClient &m_rest;
    const Timestamp m_now;
    const Timestamp m_staleBefore;
    const QSet<QUuid> m_interrupted;
    DueWork m_found;
};

} // namespace pl::billing
