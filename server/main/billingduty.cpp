#include "server/main/billingduty.h"

#include "server/main/logging.h"

namespace pl {

std::unique_ptr<BillingDuty> BillingDuty::make(const Settings &settings, const QString &publicUrl,
                                               const Dependencies &dependencies)
{
    if (settings.stripeApiKey.isEmpty())
        return nullptr;
    return std::unique_ptr<BillingDuty>(new BillingDuty(settings, publicUrl, dependencies));
}

BillingDuty::BillingDuty(const Settings &settings, const QString &publicUrl, const Dependencies &dependencies)
    : m_stripe(settings.stripeApiBase)
    , m_billing({m_stripe, dependencies.rest, dependencies.forwardRest, dependencies.journal, dependencies.metrics},
                {.apiKey = settings.stripeApiKey,
                 .webhookSecrets = settings.stripeWebhookSecret,
                 .publicUrl = publicUrl,
                 .timeout = settings.stripeTimeout})
{
    using billing::Billing;
    DutyWatch &watch = dependencies.watch;
    ServiceWatch &services = dependencies.services;
    m_billing.follow(dependencies.news);
    connect(
        &m_billing, &Billing::delayed, this,
        [&watch, &services](const QString &duty, const QString &reason, std::chrono::milliseconds pause) {
            watch.failed(duty, {}, reason);
            if (reason.contains(u"Stripe")) // else it waits for the store
                services.failed(Service::Stripe, reason);
            log::warn("billing-delayed", {{"duty", duty}, {"reason", reason}, {"ms", QString::number(pause.count())}});
        });
    connect(&m_billing, &Billing::failed, this,
            [&watch](const QString &duty, const QString &id, const QString &reason) {
                // The nightly comparison is retried every 15 minutes.
                watch.failed(duty, id, reason, std::chrono::minutes(20));
                log::warn("billing-failed", {{"duty", duty}, {"id", id}, {"reason", reason}});
            });
    connect(&m_billing, &Billing::worked, this, [&watch, &services](const QString &duty, const QString &id) {
        watch.worked(duty, id);
        if (duty == u"payments" && !id.isEmpty())
            services.worked(Service::Stripe);
    });
    connect(&m_billing, &Billing::reconciled, this, [](int fixed, int left) {
        log::info("billing-reconciled", {{"fixed", QString::number(fixed)}, {"left", QString::number(left)}});
    });
}

} // namespace pl
