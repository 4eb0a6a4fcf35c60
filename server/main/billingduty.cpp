#include "server/main/billingduty.h"

#include "server/main/logging.h"

namespace pl {

std::unique_ptr<BillingDuty> BillingDuty::make(const Settings &settings, const QString &publicUrl,
                                               const Surroundings &around)
{
    if (settings.stripeApiKey.isEmpty())
        return nullptr;
    return std::unique_ptr<BillingDuty>(new BillingDuty(settings, publicUrl, around));
}

BillingDuty::BillingDuty(const Settings &settings, const QString &publicUrl, const Surroundings &around)
    : m_stripe(settings.stripeApiBase)
    , m_billing({m_stripe, around.rest, around.forwardRest, around.journal, around.metrics},
                {.apiKey = settings.stripeApiKey,
                 .webhookSecrets = settings.stripeWebhookSecret,
                 .publicUrl = publicUrl,
                 .timeout = settings.stripeTimeout})
{
    using billing::Billing;
    connect(
        &m_billing, &Billing::delayed, this,
        [](const QString &duty, const QString &reason, std::chrono::milliseconds pause) {
            log::warn("billing-delayed", {{"duty", duty}, {"reason", reason}, {"ms", QString::number(pause.count())}});
        });
    connect(&m_billing, &Billing::failed, this, [](const QString &duty, const QString &id, const QString &reason) {
        log::warn("billing-failed", {{"duty", duty}, {"id", id}, {"reason", reason}});
    });
    connect(&m_billing, &Billing::reconciled, this, [](int fixed, int left) {
        log::info("billing-reconciled", {{"fixed", QString::number(fixed)}, {"left", QString::number(left)}});
    });
}

} // namespace pl
