#pragma once

#include "models/supabase/networktransport.h"
#include "server/billing/stripeclient.h"
#include "server/main/servicewatch.h"
#include "server/main/settings.h"

namespace pl {

/// Tries each service that is set up with one harmless request, which moves no money and sends nothing, and tells the
/// ServiceWatch what came.
class ServiceCheck : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::seconds kTimeout{10}; ///< for each service

    /// `watch` must outlive this.
    ServiceCheck(const Settings &settings, ServiceWatch &watch, QObject *parent = nullptr);

    /// Finishes when all have answered or had their time. Never fails.
    QFuture<Result<>> run();

private:
    void checkStripe(const std::function<void()> &next);
    void checkEmail(const std::function<void()> &next);
    void checkSms(const std::function<void()> &next);
    void note(Service service, const QString &fault);

    const Settings m_settings;
    ServiceWatch &m_watch;
    supabase::NetworkTransport m_stripeWire;
    supabase::NetworkTransport m_email;
    supabase::NetworkTransport m_sms;
    billing::StripeClient m_stripe;
};

} // namespace pl
