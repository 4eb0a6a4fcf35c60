#pragma once

#include "models/domain/call.h"
#include "models/supabase/restclient.h"

#include <QSet>
#include <QUuid>

namespace pl::billing {

/// The rows of `payments` that the server has something to do about: pending ones of plumbers with a card (and, when
/// `charge_when` is "accepted", of leads that were accepted), those without a price, those in processing that
/// nobody works on (`cutOff`, and all since `staleBefore`), refunds that are asked for, and void ones that could still
/// be paid at Stripe. Oldest first.
class DuePayments : public Call<nlohmann::json>
{
public:
    DuePayments(supabase::RestClient &rest, Timestamp staleBefore, const QSet<QUuid> &cutOff, QObject *parent);

private:
    void run() override;
    void readPending(bool whenAccepted);
    void readOthers(nlohmann::json pending);

    supabase::Condition inNobodysHands() const;

    supabase::RestClient &m_rest;
    const Timestamp m_staleBefore;
    const QSet<QUuid> m_cutOff;
};

} // namespace pl::billing
