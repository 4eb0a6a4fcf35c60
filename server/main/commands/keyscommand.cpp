#include "server/main/commands/keyscommand.h"

namespace pl {

void KeysCommand::describe(QCommandLineParser &parser) const
{
    StoreCommand::describe(parser);
    parser.addOption({QStringLiteral("json"), QStringLiteral("Print JSON.")});
    parser.addPositionalArgument(QStringLiteral("keys"), QStringLiteral("The keys of the embedded Supabase."),
                                 QStringLiteral("keys"));
}

void KeysCommand::run(const QStringList &arguments, const QCommandLineParser &parser)
{
    if (!arguments.isEmpty())
        return Q_EMIT finished(usageError(QStringLiteral("keys takes no arguments.")));
    if (!backend().embedded())
        return Q_EMIT finished(Error{
            ErrorCode::NotFound, QStringLiteral("SUPABASE_URL names a project; its keys are in its own dashboard.")});
    const auto keys = backend().embedded()->keys();
    const QString url = dataDir().address();
    if (parser.isSet(QStringLiteral("json")))
        return Q_EMIT finished(printed({{"url", url.toStdString()},
                                        {"anon_key", keys.anonKey.toStdString()},
                                        {"service_key", keys.serviceKey.toStdString()},
                                        {"publishable_key", keys.publishableKey.toStdString()},
                                        {"secret_key", keys.secretKey.toStdString()},
                                        {"jwt_secret", keys.jwtSecret.toStdString()}}));
    Q_EMIT finished(printedTable({{QStringLiteral("url"), url},
                                  {QStringLiteral("anon_key"), QString::fromLatin1(keys.anonKey)},
                                  {QStringLiteral("service_key"), QString::fromLatin1(keys.serviceKey)},
                                  {QStringLiteral("publishable_key"), QString::fromLatin1(keys.publishableKey)},
                                  {QStringLiteral("secret_key"), QString::fromLatin1(keys.secretKey)},
                                  {QStringLiteral("jwt_secret"), QString::fromLatin1(keys.jwtSecret)}}));
}

} // namespace pl
