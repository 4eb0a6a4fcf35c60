#include "server/main/credentials.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace pl {

namespace {

constexpr qint64 kMaxBytes = 16 * 1024;

Error refusal(const QString &name, const QString &why)
{
    return {ErrorCode::InvalidInput, QStringLiteral("The credential %1 can't be used: %2.").arg(name, why)};
}

bool isText(const QByteArray &bytes)
{
    return !bytes.contains('\0') && QString::fromUtf8(bytes).toUtf8() == bytes;
}

QByteArray withoutLineBreak(const QByteArray &line)
{
    const bool hasBreak = line.endsWith('\n');
    return line.chopped(hasBreak ? (line.endsWith("\r\n") ? 2 : 1) : 0);
}

/// Empty when there is no such file.
Result<QString> readCredential(const QString &folder, const QString &name)
{
    QFile file(folder + u'/' + name);
    if (!file.exists())
        return QString();
    if (!file.open(QIODevice::ReadOnly))
        return refusal(name, QStringLiteral("it can't be read (%1)").arg(file.errorString()));
    const QByteArray bytes = file.read(kMaxBytes + 1);
    if (file.error() != QFileDevice::NoError)
        return refusal(name, QStringLiteral("it can't be read (%1)").arg(file.errorString()));
    if (bytes.size() > kMaxBytes)
        return refusal(name, QStringLiteral("it has more than %1 bytes").arg(kMaxBytes));
    if (!isText(bytes))
        return refusal(name, QStringLiteral("it is not text in UTF-8"));
    return QString::fromUtf8(withoutLineBreak(bytes));
}

} // namespace

QStringList secretVariables()
{
    return {QStringLiteral("SUPABASE_SERVICE_KEY"),  QStringLiteral("DB_PASSWORD"),
            QStringLiteral("ADMIN_PASSWORD"),        QStringLiteral("STRIPE_API_KEY"),
            QStringLiteral("STRIPE_WEBHOOK_SECRET"), QStringLiteral("EMAIL_SERVICE_API_KEY"),
            QStringLiteral("SMS_SERVICE_API_KEY"),   QStringLiteral("LINK_SECRET"),
            QStringLiteral("METRICS_TOKEN")};
}

Result<QProcessEnvironment> withCredentials(const QProcessEnvironment &environment)
{
    const QString folder = environment.value(QStringLiteral("CREDENTIALS_DIRECTORY"));
    if (folder.isEmpty())
        return environment;
    if (!QFileInfo(folder).isDir() || !QDir(folder).isReadable())
        return Error{ErrorCode::InvalidInput,
                     QStringLiteral("The folder of credentials, %1, can't be read.").arg(folder)};
    QProcessEnvironment all = environment;
    for (const QString &name : secretVariables()) {
        const auto secret = readCredential(folder, name);
        if (!secret)
            return secret.error();
        const QString given = environment.value(name);
        if (!secret->isEmpty() && !given.trimmed().isEmpty() && given != *secret)
            return refusal(
                name, QStringLiteral("the variable %1 is set, too, to another value; remove one of them").arg(name));
        if (!secret->isEmpty())
            all.insert(name, *secret);
    }
    return all;
}

} // namespace pl
