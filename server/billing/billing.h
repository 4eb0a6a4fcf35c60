#pragma once

#include "server/billing/duepayments.h"
#include "server/billing/nighttimer.h"
#include "server/billing/pageshandler.h"
#include "server/billing/paymentstore.h"
#include "server/billing/reconciler.h"
#include "server/billing/refundcall.h"
#include "server/billing/stripeclient.h"
#include "server/billing/webhookhandler.h"
#include "server/journal/eventforwarder.h"
#include "server/shared/workloop.h"

namespace pl::billing {

/// Runs everything about money: receives and processes Stripe's events, creates each plumber's customer and card page,
/// charges and refunds. Without an API key it does nothing; without a webhook secret it receives no events.
class Billing : public QObject
{
    Q_OBJECT
public:
    struct Options
    {
        QByteArray apiKey;
        QByteArray webhookSecrets; ///< comma-separated
        QString publicUrl;         ///< where plumbers reach this server, without a trailing slash
        shared::WorkLoop::Pace pace = {};
        std::chrono::seconds lease{60};   ///< a charge in processing for longer was interrupted
        std::chrono::seconds settle{120}; ///< after this, no request of a charge is still in progress
        std::chrono::milliseconds timeout{30'000};
        NightTimer::Pace night = {};
        NightTimer::Clock localTime = [] { return QDateTime::currentDateTime(); };
    };

    /// All of these must outlive this. `stripe` points to Stripe; `rest` retries by itself, `forwardRest` does not.
    struct Dependencies
    {
        supabase::Transport &stripe;
        supabase::RestClient &rest;
        supabase::RestClient &forwardRest;
        journal::Journal &journal;
        metrics::Registry &metrics;
    };
    Billing(const Dependencies &dependencies, Options options, QObject *parent = nullptr);

    /// Makes it react to news instead of polling every second. Call before start(); `news` must outlive this.
    void follow(supabase::OfficeNews &news);
    void addRoutes(http::Router &router);
    /// Starts working. The routes receive events even before that.
    void start();

Q_SIGNALS:
    /// The task `duty` is waiting for Stripe or the store.
    void delayed(QString duty, QString reason, std::chrono::milliseconds pause);
    /// Work on the row `id` failed; it will be retried.
    void failed(QString duty, QString id, QString reason);
    /// The task `duty` is working, or succeeded on the row `id`.
    void worked(QString duty, QString id);
    /// The nightly comparison with Stripe has ended: how many differences were fixed, and how many are left.
    void reconciled(int fixed, int left);

private:
    std::unique_ptr<shared::WorkLoop> loop(const char *duty, shared::WorkLoop::Fetch fetch, shared::WorkLoop::Work work,
                                           shared::WorkLoop::Pace pace);
    QFuture<Result<nlohmann::json>> duePayments();
    QFuture<Result<>> workOnPayment(const nlohmann::json &row);
    QFuture<Result<>> charge(const PaymentRow &payment);
    QFuture<Result<nlohmann::json>> unsavedAddress();
    QFuture<Result<>> saveAddress();
    QFuture<Result<nlohmann::json>> newPlumbers();
    QFuture<Result<nlohmann::json>> newEvents();
    void reconcile();

    const Options m_options;
    supabase::RestClient &m_rest;
    StripeClient m_stripe;
    PaymentStore m_store;
    MoneyTools m_tools;
    WebhookHandler m_webhook;
    PagesHandler m_pages;
    journal::EventForwarder m_forwarder;
    std::unique_ptr<shared::WorkLoop> m_payments;
    std::unique_ptr<shared::WorkLoop> m_customers;
    std::unique_ptr<shared::WorkLoop> m_events;
    std::unique_ptr<shared::WorkLoop> m_renewals;
    std::unique_ptr<shared::WorkLoop> m_address;
    NightTimer m_night;
    QSet<QUuid> m_interrupted; ///< payments whose charge ended here without a definite answer from Stripe
    bool m_isFirstLook = true;
    bool m_isAddressNoted = false;
};

} // namespace pl::billing
