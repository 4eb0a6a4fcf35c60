#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QProcessEnvironment>
#include <QStringList>
#include <QUrl>

#include <optional>

namespace pl {

/// What the environment asks of the server. An empty value is the same as none.
struct Settings
{
    std::optional<QUrl> supabaseUrl; ///< none: the embedded Supabase
    QByteArray supabaseKey;
    QByteArray supabaseServiceKey;
    QString adminEmail;
    QString adminPassword; ///< none that passwordFault() objects to
    QByteArray stripeApiKey;
    QByteArray stripeWebhookSecret; ///< several, separated by commas, while one is being replaced
    QUrl stripeApiBase{QStringLiteral("https://api.stripe.com")};
    std::chrono::seconds stripeTimeout{30}; ///< how long an answer of Stripe is waited for
    QByteArray emailServiceApiKey;
    QByteArray emailWebhookKey; ///< the public key of SendGrid's event webhook; empty: nobody tells what arrived
    QByteArray smsServiceApiKey;
    QUrl emailApiBase{QStringLiteral("https://api.sendgrid.com")};
    QUrl smsApiBase{QStringLiteral("https://api.twilio.com")};
    QString officeName; ///< "Plumber Leads" unless OFFICE_NAME says otherwise
    QString emailFrom;  ///< the sender's address; ADMIN_EMAIL unless EMAIL_FROM says otherwise
    QString smsFrom;
    QByteArray linkSecret;         ///< what links in messages are signed with; empty: one of the data folder's own
    QByteArray metricsToken;       ///< opens /metrics, /healthz and /readyz to other machines
    int journalKeepDays = 30;      ///< how long the journal knows what it has forwarded
    std::optional<QUrl> publicUrl; ///< where people and programs reach this server

    bool sendsEmail() const { return !emailServiceApiKey.isEmpty() && !emailFrom.isEmpty(); }
    bool sendsSms() const { return !smsServiceApiKey.isEmpty() && !smsFrom.isEmpty(); }

    /// What is switched off because its variable is missing, one sentence each.
    QStringList warnings;

    /// Fails with a sentence that names the first variable that can't be meant as it is.
    static Result<Settings> fromEnvironment(const QProcessEnvironment &environment);
};

} // namespace pl
