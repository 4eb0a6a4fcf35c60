#include "server/notify/linkcall.h"

#include "models/supabase/settingsstore.h"

namespace pl::notify {

using nlohmann::json;
using supabase::Query;
using LinkKind = LinkState::Kind;

LinkCall::LinkCall(supabase::RestClient &rest, const LinkClaim &claim, std::optional<LinkAnswer> answer,
                   QObject *parent)
    : Call(parent), m_rest(rest), m_claim(claim), m_answer(answer)
{
}

void LinkCall::readPlumber()
{
    const auto query = Query("plumbers").select(Plumber::columns()).eq("id", m_claim.plumberId);
    then(m_rest.selectJson(query), [this](const json &rows) {
        const auto plumber = rows.empty() ? Result<Plumber>(Plumber()) : Plumber::fromJson(rows[0]);
        if (!plumber)
            return finish(plumber.error());
        m_state.facts.plumber = *plumber;
        if (rows.empty() || plumber->status == PlumberStatus::Removed) {
            m_state.kind = LinkKind::Removed;
            return finish(m_state);
        }
        m_answer ? write() : readLead();
    });
}

/// The database's triggers do the rest (history, payment, messages).
void LinkCall::write()
{
    const auto query = Query("leads")
                           .select("id")
                           .eq("id", m_claim.leadId)
                           .eq("assigned_plumber_id", m_claim.plumberId)
                           .eq("assigned_at", m_claim.assignedAt.toString())
                           .eq("status", QStringLiteral("assigned"))
                           .isNull("accepted_at");
    if (m_answer->answer == Answer::Accept)
        return then(m_rest.update(query, {{"accepted_at", toJson(m_answer->at.toString())}}),
                    [this](const json &) { wakeCustomersMessage(); });
    const json declined{{"assigned_plumber_id", nullptr},
                        {"status", "new"},
                        {"attention", "declined"},
                        {"decline_reason", toJson(wordsOf(m_answer->reason))}};
    then(m_rest.update(query, declined), [this](const json &) { readLead(); });
}

/// The message may have waited for the acceptance (verdict.h).
void LinkCall::wakeCustomersMessage()
{
    const auto query = Query("notifications")
                           .select("id")
                           .eq("lead_id", m_claim.leadId)
                           .eq("plumber_id", m_claim.plumberId)
                           .eq("template", QStringLiteral("plumber_found"))
                           .eq("status", QStringLiteral("pending"))
                           .isNull("error");
    then(m_rest.update(query, {{"next_attempt_at", toJson(m_answer->at.toString())}}),
         [this](const json &) { readLead(); });
}

void LinkCall::readLead()
{
    then(m_rest.selectJson(Query("leads").select(Lead::columns()).eq("id", m_claim.leadId)), [this](const json &rows) {
        if (rows.empty())
            return finish(m_state);
        const auto lead = Lead::fromJson(rows[0]);
        if (!lead)
            return finish(lead.error());
        m_state.facts.lead = *lead;
        readSettings();
    });
}

void LinkCall::readSettings()
{
    then(supabase::SettingsStore(m_rest).chargesWhenAccepted(), [this](bool isSo) {
        m_state.facts.chargesWhenAccepted = isSo;
        judge();
    });
}

void LinkCall::judge()
{
    const Lead &lead = *m_state.facts.lead;
    const bool isTheirs = lead.assignedPlumberId == m_claim.plumberId && lead.assignedAt == m_claim.assignedAt;
    if (!isTheirs)
        return readHistory();
    if (lead.erasedAt || (lead.status == LeadStatus::Completed && !lead.acceptedAt))
        m_state.kind = LinkKind::Closed;
    else
        m_state.kind = lead.acceptedAt ? LinkKind::Accepted : LinkKind::Open;
    finish(m_state);
}

/// The first such history row after the assignment says who ended it.
void LinkCall::readHistory()
{
    const auto query = Query("lead_events")
                           .select("kind")
                           .eq("lead_id", m_claim.leadId)
                           .eq("plumber_id", m_claim.plumberId)
                           .in("kind", {QStringLiteral("declined"), QStringLiteral("unassigned")})
                           .gte("at", m_claim.assignedAt)
                           .order("id")
                           .limit(1);
    then(m_rest.selectJson(query), [this](const json &rows) {
        const bool hasDeclined = !rows.empty() && rows[0].value("kind", json()) == json("declined");
        m_state.kind = hasDeclined ? LinkKind::Declined : LinkKind::Withdrawn;
        finish(m_state);
    });
}

} // namespace pl::notify
