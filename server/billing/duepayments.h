#pragma once

#include "models/base/call.h"
#include "models/supabase/restclient.h"

#include <QSet>
#include <QUuid>

namespace pl::billing {

/// What DuePayments found.
struct DueWork
{
    nlohmann::json rows = nlohmann::json::array();
    std::optional<Timestamp> next; ///< when the first of those falls due that can still be taken back
};

/// The rows of `payments` that the server has something to do about: pending ones of plumbers with a card (and, when
/// `charge_when` is "accepted", of leads that were accepted), those without a price, those in processing that
/// nobody works on (`cutOff`, and all since `staleBefore`), refunds that are asked for, and void ones that could still
/// be paid at Stripe. Oldest first. A charge or refund whose `due_at` has not come by `now` is not among them.
class DuePayments : public Call<DueWork>
{
public:
    DuePayments(supabase::RestClient &rest, Timestamp now, Timestamp staleBefore, const QSet<QUuid> &cutOff,
                QObject *parent);

private:
    void run() override;
    void readPending(bool whenAccepted);
    void readOthers(const nlohmann::json &pending);
    void add(const nlohmann::json &rows);

    supabase::Condition inNobodysHands() const;

    supabase::RestClient &m_rest;
    const Timestamp m_now;
    const Timestamp m_staleBefore;
    const QSet<QUuid> m_cutOff;
    DueWork m_found;
};

} // namespace pl::billing
