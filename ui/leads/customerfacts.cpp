#include "ui/leads/customerfacts.h"

#include "ui/widgets/factrow.h"
#include "ui/words/leadwords.h"
#include "ui/words/words.h"

#include <QVBoxLayout>

namespace pl::ui {
namespace {

/// `text` as it is, or quietly that there is none.
void present(FactRow *row, const QString &text, bool isKnown, const QString &aside = {})
{
    if (isKnown)
        row->setFact(text, aside);
    else
        row->setUnknown(text);
}

} // namespace

CustomerFacts::CustomerFacts(OfficeContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_rows(new QVBoxLayout(this))
    , m_service(addFact("factService", QStringLiteral("wrench")))
    , m_phone(addFact("copyPhone", QStringLiteral("phone")))
    , m_email(addFact("copyEmail", QStringLiteral("mail")))
    , m_address(addFact("factAddress", QStringLiteral("map-pin")))
    , m_source(addFact("factSource", QStringLiteral("radio-tower")))
    , m_cost(addFact("factCost", QStringLiteral("receipt")))
{
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(0);
    m_service->setStrong(true);
    m_phone->setCopyable(tr("phone number"));
    m_email->setCopyable(tr("e-mail address"));
    m_address->setCopyable(tr("address"));
}

FactRow *CustomerFacts::addFact(const char *name, const QString &iconName)
{
    auto *row = new FactRow(iconName, this);
    row->setObjectName(QLatin1String(name));
    m_rows->addWidget(row);
    return row;
}

void CustomerFacts::present(const Lead &lead)
{
    ui::present(m_service, serviceText(lead.serviceNeeded), !lead.serviceNeeded.isEmpty(), priceText(lead));
    presentPhone(lead);
    ui::present(m_email, emailText(lead), !lead.email.isEmpty());
    m_address->setFact(addressText(lead));
    presentSource(lead);
    const bool isCostShown = m_context.isAdmin && lead.sourceCostCents;
    m_cost->setFact(isCostShown ? tr("The source charged") : QString(),
                    isCostShown ? moneyText(*lead.sourceCostCents, m_context.replica.settings().currency) : QString());
}

void CustomerFacts::presentPhone(const Lead &lead)
{
    ui::present(m_phone, phoneText(lead), !lead.phoneNumber.isEmpty());
    const QString unreal = unrealPhoneText(lead);
    m_phone->setRemark(unreal.isEmpty() ? QString() : tr("not a real number"), unreal);
}

void CustomerFacts::presentSource(const Lead &lead)
{
    const QString source = m_context.replica.sourceName(lead.sourceId);
    const QString from = !lead.sourceId     ? tr("Entered by the office")
                         : source.isEmpty() ? tr("Sent by a source")
                                            : source;
    m_source->setFact(lead.externalId ? tr("%1 \u00B7 %2").arg(from, *lead.externalId) : from,
                      momentText(lead.createdAt, m_context.clock()));
}

QString CustomerFacts::priceText(const Lead &lead) const
{
    const auto &replica = m_context.replica;
    if (!m_context.isAdmin || lead.serviceNeeded.isEmpty())
        return {};
    if (!freeOfChargeText(lead).isEmpty())
        return tr("not charged");
    return moneyText(replica.settings().leadPriceCents(replica.services(), lead.serviceNeeded, lead.urgency),
                     replica.settings().currency);
}

} // namespace pl::ui
