#include "server/notify/factscall.h"

#include "models/domain/donotcontact.h"
#include "models/supabase/contactrefusals.h"
#include "models/supabase/settingsstore.h"

namespace pl::notify {

using nlohmann::json;
using supabase::Query;

LinkClaim LinkMaker::claimFor(const Lead &lead) const
{
    const Timestamp assignedAt = lead.assignedAt.value_or(Timestamp());
    return {lead.id, lead.assignedPlumberId.value_or(QUuid()), assignedAt, assignedAt.addSeconds(kGoodForSeconds)};
}

QString LinkMaker::urlFor(const LinkClaim &claim) const
{
    return publicUrl + QStringLiteral("/l/") + QString::fromLatin1(signer.tokenOf(claim));
}

FactsCall::FactsCall(supabase::RestClient &rest, const LinkMaker &links, Notification row, QObject *parent)
    : Call(parent), m_rest(rest), m_links(links), m_row(std::move(row))
{
}

void FactsCall::readLead()
{
    if (!m_row.leadId)
        return readPlumber();
    then(m_rest.select<Lead>(Query("leads").select(Lead::columns()).eq("id", *m_row.leadId)),
         [this](const QList<Lead> &leads) {
             if (!leads.isEmpty())
                 m_found.facts.lead = leads.first();
             readPlumber();
         });
}

void FactsCall::readPlumber()
{
    const auto query = Query("plumbers").select(Plumber::columns()).eq("id", m_row.plumberId.value_or(QUuid()));
    then(m_rest.select<Plumber>(query), [this](const QList<Plumber> &plumbers) {
        if (!plumbers.isEmpty())
            m_found.facts.plumber = plumbers.first();
        readSettings();
    });
}

void FactsCall::readSettings()
{
    then(supabase::SettingsStore(m_rest).chargesWhenAccepted(), [this](bool isSo) {
        m_found.facts.chargesWhenAccepted = isSo;
        readPage();
    });
}

void FactsCall::readPage()
{
    Facts &facts = m_found.facts;
    if (m_row.templateName == u"payment_action")
        return readPageOfPayment();
    if (m_row.templateName == u"card_setup")
        return readPageRow(Query("hosted_pages")
                               .select("id")
                               .eq("plumber_id", m_row.plumberId.value_or(QUuid()))
                               .eq("kind", QStringLiteral("card")));
    if (facts.lead && facts.lead->assignedAt) {
        const LinkClaim claim = m_links.claimFor(*facts.lead);
        facts.link = m_links.urlFor(claim);
        facts.linkExpires = claim.expiresAt;
    }
    readOptOut();
}

void FactsCall::readPageOfPayment()
{
    const auto query =
        Query("payments")
            .select("id")
            .eq("lead_id", m_row.leadId.value_or(QUuid()))
            .eq("plumber_id", m_row.plumberId.value_or(QUuid()))
            .in("status", {QStringLiteral("pending"), QStringLiteral("processing"), QStringLiteral("failed")})
            .order("created_at.desc")
            .limit(1);
    then(m_rest.selectJson(query), [this](const json &payments) {
        if (payments.empty())
            return readOptOut();
        const QUuid payment = QUuid::fromString(QString::fromStdString(payments[0].value("id", std::string())));
        readPageRow(Query("hosted_pages").select("id").eq("payment_id", payment));
    });
}

/// The row's own URL redirects to the page at Stripe, or to the one that replaced it.
void FactsCall::readPageRow(Query query)
{
    then(m_rest.selectJson(query.order("created_at.desc").limit(1)), [this](const json &pages) {
        if (!pages.empty())
            m_found.facts.link = m_links.publicUrl + QStringLiteral("/pages/") +
                                 QString::fromStdString(pages[0].value("id", std::string()));
        readOptOut();
    });
}

/// STOP answers, and what people told the office. The store knows erased persons by hash alone, and they still count.
void FactsCall::readOptOut()
{
    if (m_row.recipient.isEmpty())
        return readEarlier();
    const bool isText = m_row.channel == u"sms";
    const CustomerKey person = isText ? CustomerKey{m_row.recipient, {}} : CustomerKey{{}, plainEmail(m_row.recipient)};
    then(supabase::contactRefusals(m_rest, person), [this, isText](const json &answer) {
        const auto refusals = DoNotContact::fromJson(answer);
        if (!refusals)
            return finish(refusals.error());
        m_found.hasOptedOut = refusals->forbids(isText ? ContactChannel::Sms : ContactChannel::Email);
        readEarlier();
    });
}

/// A plumber is notified once per assignment, a customer once per plumber. Billing creates each message about money
/// only once.
void FactsCall::readEarlier()
{
    const bool isToPlumber = m_row.templateName == u"lead_assigned";
    if (!m_row.leadId || !m_row.plumberId || (!isToPlumber && m_row.templateName != u"plumber_found"))
        return finish(m_found);
    Query query("notifications");
    query.select("id")
        .eq("lead_id", *m_row.leadId)
        .eq("plumber_id", *m_row.plumberId)
        .eq("template", m_row.templateName)
        .eq("channel", m_row.channel)
        .eq("recipient", m_row.recipient)
        .eq("status", QStringLiteral("sent"))
        .limit(1);
    if (isToPlumber && m_found.facts.lead && m_found.facts.lead->assignedAt)
        query.gte("created_at", *m_found.facts.lead->assignedAt);
    then(m_rest.selectJson(query), [this](const json &rows) {
        m_found.wasSentBefore = !rows.empty();
        finish(m_found);
    });
}

} // namespace pl::notify
