#include "server/backup/settingsfile.h"

namespace pl::backup {

namespace {

const char *const kPlainNames[] = {
    "SUPABASE_URL",           "SUPABASE_KEY",   "ADMIN_EMAIL",       "PUBLIC_URL",    "JOURNAL_KEEP_DAYS",
    "STRIPE_TIMEOUT_SECONDS", "EMAIL_FROM",     "EMAIL_WEBHOOK_KEY", "SMS_FROM",      "OFFICE_NAME",
    "STRIPE_API_BASE",        "EMAIL_API_BASE", "SMS_API_BASE",      "META_API_BASE", "YELP_API_BASE",
    "PGSSLROOTCERT",          "BACKUP_OPTIONS"};
const char *const kSecretNames[] = {"SUPABASE_SERVICE_KEY", "DB_PASSWORD",           "ADMIN_PASSWORD",
                                    "STRIPE_API_KEY",       "STRIPE_WEBHOOK_SECRET", "EMAIL_SERVICE_API_KEY",
                                    "SMS_SERVICE_API_KEY",  "LINK_SECRET",           "METRICS_TOKEN"};

/// In double quotes and with these four escaped, both systemd and a shell read the value as it is.
QByteArray lineOf(const char *name, const QString &value)
{
    QByteArray line = QByteArray(name) + "=\"";
    for (const char c : value.toUtf8())
        line += QByteArrayView("\"\\$`").contains(c) ? QByteArray("\\") + c : QByteArray(1, c);
    return line + "\"\n";
}

template <std::size_t size>
QByteArray linesOf(const char *const (&names)[size], const QProcessEnvironment &environment)
{
    QByteArray text;
    for (const char *name : names)
        if (const QString value = environment.value(QString::fromLatin1(name)); !value.isEmpty())
            text += lineOf(name, value);
    return text;
}

template <std::size_t size>
QStringList listOf(const char *const (&names)[size])
{
    QStringList list;
    for (const char *name : names)
        list += QString::fromLatin1(name);
    return list;
}

} // namespace

SettingsFile SettingsFile::of(const QProcessEnvironment &environment)
{
    return {linesOf(kPlainNames, environment), linesOf(kSecretNames, environment)};
}

QStringList SettingsFile::plainNames()
{
    return listOf(kPlainNames);
}

QStringList SettingsFile::secretNames()
{
    return listOf(kSecretNames);
}

} // namespace pl::backup
