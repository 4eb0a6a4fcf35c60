#pragma once

#include "models/supabase/networktransport.h"
#include "server/billing/billing.h"
#include "server/main/dutywatch.h"
#include "server/main/servicewatch.h"
#include "server/main/settings.h"

namespace pl {

/// Billing, connected to Stripe; logs delays and failures. Off without STRIPE_API_KEY.
class BillingDuty : public QObject
{
    Q_OBJECT
public:
    struct Dependencies
    {
        supabase::OfficeNews &news;
        DutyWatch &watch;
        ServiceWatch &services;
        supabase::RestClient &rest;
        supabase::RestClient &forwardRest;
        journal::Journal &journal;
        metrics::Registry &metrics;
    };
    /// Null when the duty is off.
    static std::unique_ptr<BillingDuty> make(const Settings &settings, const QString &publicUrl,
                                             const Dependencies &dependencies);

    void addRoutes(http::Router &router) { m_billing.addRoutes(router); }
    void start() { m_billing.start(); }

private:
    BillingDuty(const Settings &settings, const QString &publicUrl, const Dependencies &dependencies);

    supabase::NetworkTransport m_stripe;
    billing::Billing m_billing;
};

} // namespace pl
