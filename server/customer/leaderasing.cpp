#include "server/customer/leaderasing.h"

#include "models/domain/leadstatus.h"

namespace pl::customer {

LeadErasing::LeadErasing(supabase::RestClient &rest, journal::Journal *journal, QList<ErasableLead> leads,
                         Timestamp now, QObject *parent)
    : Call(parent), m_rest(rest), m_journal(journal), m_leads(std::move(leads)), m_now(now)
{
}

void LeadErasing::run()
{
    if (!m_journal || m_leads.isEmpty())
        return eraseNext();
    QList<QUuid> ids;
    for (const ErasableLead &lead : std::as_const(m_leads))
        ids += lead.id;
    onResult(this, m_journal->forgetKeys(ids),
             [this](const Result<int> &known) { known ? eraseNext() : finish(known.error()); });
}

void LeadErasing::eraseNext()
{
    if (m_leads.isEmpty())
        return finish(m_erased);
    const ErasableLead lead = m_leads.takeFirst();
    nlohmann::json changes{{"erased_at", toJson(m_now.toString())}};
    if (lead.isOpen)
        changes.update(nlohmann::json{{"status", enumText(LeadStatus::Completed)},
                                      {"closed_reason", enumText(ClosedReason::Lost)}});
    const auto written =
        m_rest.guardedUpdateJson("leads", "id,version,erased_at,status,closed_reason", lead.id, lead.version, changes);
    then(written, [this](const nlohmann::json &rows) {
        m_erased += int(rows.size());
        eraseNext();
    });
}

} // namespace pl::customer
