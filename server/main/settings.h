#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QProcessEnvironment>
#include <QStringList>
#include <QUrl>

#include <optional>

namespace pl {

/// The server's settings, from the environment and from credentials (server/main/credentials.h). An empty value counts
/// as missing.
struct Settings
{
    std::optional<QUrl> supabaseUrl; ///< without one, the embedded Supabase
    QByteArray supabaseKey;
    QByteArray supabaseServiceKey;
    QString adminEmail;
    QString adminPassword; ///< passwordFault() accepts it
    QByteArray stripeApiKey;
    QByteArray stripeWebhookSecret; ///< several, separated by commas, while one is being replaced
    QUrl stripeApiBase{QStringLiteral("https://api.stripe.com")};
    std::chrono::seconds stripeTimeout{30}; ///< how long to wait for an answer from Stripe
    QByteArray emailServiceApiKey;
    QByteArray emailWebhookKey; ///< the public key of SendGrid's event webhook; without it, nobody reports what arrived
    QByteArray smsServiceApiKey;
    QUrl emailApiBase{QStringLiteral("https://api.sendgrid.com")};
    QUrl smsApiBase{QStringLiteral("https://api.twilio.com")};
    QUrl metaApiBase{QStringLiteral("https://graph.facebook.com")};
    QUrl yelpApiBase{QStringLiteral("https://api.yelp.com")};
    QString officeName; ///< what OFFICE_NAME says; the office may set its own in the window
    QString emailFrom;  ///< the sender's address; ADMIN_EMAIL unless EMAIL_FROM says otherwise
    QString smsFrom;
    QByteArray linkSecret;         ///< signs links in messages; if empty, the data folder has one of its own
    QByteArray metricsToken;       ///< opens /metrics, /healthz and /readyz to other machines
    int journalKeepDays = 30;      ///< how long the journal knows what it has forwarded
    std::optional<QUrl> publicUrl; ///< where people and programs reach this server

    bool sendsEmail() const { return !emailServiceApiKey.isEmpty() && !emailFrom.isEmpty(); }
    bool sendsSms() const { return !smsServiceApiKey.isEmpty() && !smsFrom.isEmpty(); }

    /// What is off because its variable is missing, one sentence each.
    QStringList warnings;

    /// Fails with a sentence that names the first variable with an invalid value.
    static Result<Settings> fromEnvironment(const QProcessEnvironment &environment);
};

} // namespace pl
