#include "server/main/settings.h"

#include "models/domain/contactfields.h"
#include "models/domain/passwordrules.h"
#include "models/supabase/networktransport.h"
#include "server/main/credentials.h"
#include "server/notify/sendgridsignature.h"

#include <QRegularExpression>

namespace pl {

namespace {

bool isWord(const QString &text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c > u' ' && c <= u'~'; });
}

bool isSupabaseKey(const QString &text)
{
    return isWord(text) && (text.startsWith(u"sb_") || text.count(u'.') == 2);
}

/// A key that everybody may see: the server gives it to the desktops. A secret key in its place would be published.
bool isPublishableKey(const QString &text)
{
    if (!isSupabaseKey(text) || text.startsWith(u"sb_secret_"))
        return false;
    const auto claims = QByteArray::fromBase64(text.section(u'.', 1, 1).toLatin1(), QByteArray::Base64UrlEncoding);
    return !claims.contains("service_role");
}

/// The key that may do everything. With a publishable key in its place, the project would silently show nothing and
/// accept nothing.
bool isSecretKey(const QString &text)
{
    return isSupabaseKey(text) && !isPublishableKey(text);
}

bool isStripeKey(const QString &text)
{
    // Its prefix must tell its mode: events and answers of the other mode are refused.
    static const QRegularExpression form(QStringLiteral("^[sr]k_(test|live)_[!-~]+$"));
    return form.match(text).hasMatch();
}

bool isStripeWebhookSecret(const QString &text)
{
    const QStringList secrets = text.split(u',');
    return std::all_of(secrets.begin(), secrets.end(), [](const QString &secret) {
        return isWord(secret.trimmed()) && secret.trimmed().startsWith(u"whsec_");
    });
}

bool isTwilioKey(const QString &text)
{
    return isWord(text) && text.startsWith(u"AC") && text.count(u':') == 1 && !text.endsWith(u':');
}

bool isMailWebhookKey(const QString &text)
{
    return notify::SendGridSignature::isKey(text.toLatin1());
}

bool isEmail(const QString &text)
{
    const auto at = text.indexOf(u'@');
    return isWord(text) && at > 0 && text.indexOf(u'.', at) > at + 1 && text.count(u'@') == 1;
}

bool isPhone(const QString &text)
{
    FieldErrors errors;
    return checkPhone(text, errors) == text;
}

bool isOfficeName(const QString &text)
{
    FieldErrors errors;
    return text.size() <= 60 && checkName(text, "OFFICE_NAME", errors) == text && errors.list().isEmpty();
}

/// Long enough to be hard to guess.
bool isToken(const QString &text)
{
    return isWord(text) && text.size() >= 16;
}

bool isSecret(const QString &text)
{
    return isWord(text) && text.size() >= 32;
}

/// Reads variables and keeps the first error.
class Reader
{
public:
    explicit Reader(const QProcessEnvironment &environment) : m_environment(environment) {}

    QString text(const char *name, bool (*isValid)(const QString &), const char *form)
    {
        const QString value = m_environment.value(QString::fromLatin1(name)).trimmed();
        if (!value.isEmpty() && !isValid(value))
            complain(name, QString::fromLatin1(form));
        return value;
    }

    /// Not trimmed: white space may belong to it. `email` is the account's.
    QString password(const char *name, const QString &email)
    {
        const QString value = m_environment.value(QString::fromLatin1(name));
        if (const QString fault = passwordFaultText(passwordFault(value, email)); !value.isEmpty() && !fault.isEmpty())
            complain(name, QStringLiteral("it %1.").arg(fault));
        return value;
    }

    std::optional<QUrl> url(const char *name)
    {
        const QString value = m_environment.value(QString::fromLatin1(name)).trimmed();
        if (value.isEmpty())
            return std::nullopt;
        const auto url = supabase::NetworkTransport::parseBaseUrl(value);
        if (!url) {
            complain(name, url.error().message);
            return std::nullopt;
        }
        return *url;
    }

    /// Never quotes the value: it may be a secret.
    void complain(const char *name, const QString &form)
    {
        if (!m_error)
            m_error = Error{ErrorCode::InvalidInput,
                            QStringLiteral("%1 can't be used: %2").arg(QString::fromLatin1(name), form)};
    }

    const std::optional<Error> &error() const { return m_error; }

private:
    const QProcessEnvironment &m_environment;
    std::optional<Error> m_error;
};

void readStore(Settings &settings, Reader &reader)
{
    constexpr const char *kSecretKeyForm = "it must be the project's secret (service_role) key.";
    constexpr const char *kPublicKeyForm = "it must be the publishable (anon) key, which everybody may see.";
    settings.supabaseUrl = reader.url("SUPABASE_URL");
    settings.supabaseKey = reader.text("SUPABASE_KEY", isPublishableKey, kPublicKeyForm).toLatin1();
    settings.supabaseServiceKey = reader.text("SUPABASE_SERVICE_KEY", isSecretKey, kSecretKeyForm).toLatin1();
    if (settings.supabaseUrl && settings.supabaseServiceKey.isEmpty())
        reader.complain("SUPABASE_SERVICE_KEY", QStringLiteral("it is missing, but SUPABASE_URL needs it."));
    settings.adminEmail = reader.text("ADMIN_EMAIL", isEmail, "it must be an e-mail address.");
    settings.adminPassword = reader.password("ADMIN_PASSWORD", settings.adminEmail);
    settings.publicUrl = reader.url("PUBLIC_URL");
    settings.metricsToken =
        reader.text("METRICS_TOKEN", isToken, "it must be one word of at least 16 characters.").toLatin1();
}

void readJournal(Settings &settings, Reader &reader)
{
    // Repeats must be recognized for at least a day.
    const auto isDays = [](const QString &text) { return text.toInt() >= 1 && text.toInt() <= 3650; };
    const QString days = reader.text("JOURNAL_KEEP_DAYS", isDays, "it must be a number of days from 1 to 3650.");
    if (isDays(days))
        settings.journalKeepDays = days.toInt();
}

void readProviders(Settings &settings, Reader &reader)
{
    settings.stripeApiKey =
        reader.text("STRIPE_API_KEY", isStripeKey, "it must begin with sk_test_, sk_live_, rk_test_ or rk_live_.")
            .toLatin1();
    settings.stripeWebhookSecret =
        reader.text("STRIPE_WEBHOOK_SECRET", isStripeWebhookSecret, "it must begin with whsec_.").toLatin1();
    settings.emailServiceApiKey = reader.text("EMAIL_SERVICE_API_KEY", isWord, "it must be one word.").toLatin1();
    settings.emailWebhookKey = reader
                                   .text("EMAIL_WEBHOOK_KEY", isMailWebhookKey,
                                         "it must be the verification key that SendGrid shows for its event webhook.")
                                   .toLatin1();
    settings.smsServiceApiKey =
        reader.text("SMS_SERVICE_API_KEY", isTwilioKey, "it must look like ACsid:token.").toLatin1();
    if (const auto base = reader.url("STRIPE_API_BASE"))
        settings.stripeApiBase = *base;
    const auto isWait = [](const QString &text) { return text.toInt() >= 1 && text.toInt() <= 80; };
    const QString wait = reader.text("STRIPE_TIMEOUT_SECONDS", isWait, "it must be a number of seconds from 1 to 80.");
    if (isWait(wait))
        settings.stripeTimeout = std::chrono::seconds(wait.toInt());
    if (const auto base = reader.url("EMAIL_API_BASE"))
        settings.emailApiBase = *base;
    if (const auto base = reader.url("SMS_API_BASE"))
        settings.smsApiBase = *base;
    if (const auto base = reader.url("META_API_BASE"))
        settings.metaApiBase = *base;
    if (const auto base = reader.url("YELP_API_BASE"))
        settings.yelpApiBase = *base;
    settings.emailFrom = reader.text("EMAIL_FROM", isEmail, "it must be an e-mail address.");
    if (settings.emailFrom.isEmpty())
        settings.emailFrom = settings.adminEmail;
    settings.officeName = reader.text("OFFICE_NAME", isOfficeName, "it must be a name of at most 60 characters.");
    settings.smsFrom = reader.text("SMS_FROM", isPhone, "it must be a phone number like +15125550100.");
    settings.linkSecret =
        reader.text("LINK_SECRET", isSecret, "it must be one word of at least 32 characters.").toLatin1();
}

void addWarnings(Settings &settings)
{
    const auto warnIf = [&settings](bool missing, const char *sentence) {
        if (missing)
            settings.warnings += QString::fromLatin1(sentence);
    };
    warnIf(settings.stripeApiKey.isEmpty(), "STRIPE_API_KEY is not set: nobody is charged.");
    warnIf(settings.stripeWebhookSecret.isEmpty(),
           "STRIPE_WEBHOOK_SECRET is not set: Stripe's events are not accepted.");
    warnIf(settings.emailServiceApiKey.isEmpty(), "EMAIL_SERVICE_API_KEY is not set: no e-mails are sent.");
    warnIf(settings.smsServiceApiKey.isEmpty(), "SMS_SERVICE_API_KEY is not set: no text messages are sent.");
    warnIf(!settings.emailServiceApiKey.isEmpty() && settings.emailFrom.isEmpty(),
           "EMAIL_FROM is not set: no e-mails are sent.");
    warnIf(!settings.smsServiceApiKey.isEmpty() && settings.smsFrom.isEmpty(),
           "SMS_FROM is not set: no text messages are sent.");
    warnIf(settings.supabaseUrl && settings.supabaseKey.isEmpty(),
           "SUPABASE_KEY is not set: people must enter the project's publishable key in the desktop program.");
    warnIf(settings.adminEmail.isEmpty() != settings.adminPassword.isEmpty(),
           "Only one of ADMIN_EMAIL and ADMIN_PASSWORD is set: no admin account is created.");
}

} // namespace

Result<Settings> Settings::fromEnvironment(const QProcessEnvironment &environment)
{
    const auto all = withCredentials(environment);
    if (!all)
        return all.error();
    Settings settings;
    Reader reader(*all);
    readStore(settings, reader);
    readJournal(settings, reader);
    readProviders(settings, reader);
    if (reader.error())
        return *reader.error();
    addWarnings(settings);
    return settings;
}

} // namespace pl
