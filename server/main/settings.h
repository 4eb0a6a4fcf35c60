#pragma once

#include "models/domain/result.h"

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
    QString adminPassword;
    QByteArray stripeApiKey;
    QByteArray stripeWebhookSecret; ///< several, separated by commas, while one is being replaced
    QUrl stripeApiBase{QStringLiteral("https://api.stripe.com")};
    QByteArray emailServiceApiKey;
    QByteArray smsServiceApiKey;
    QByteArray metricsToken;       ///< opens /metrics, /healthz and /readyz to other machines
    int journalKeepDays = 30;      ///< how long the journal knows what it has forwarded
    std::optional<QUrl> publicUrl; ///< where people and programs reach this server

    /// What is switched off because its variable is missing, one sentence each.
    QStringList warnings;

    /// Fails with a sentence that names the first variable that can't be meant as it is.
    static Result<Settings> fromEnvironment(const QProcessEnvironment &environment);
};

} // namespace pl
