#include "server/main/commands/keyscommand.h"

#include "server/main/commands/options.h"

namespace pl {

void KeysCommand::describe(CLI::App &app)
{
    app.footer("keys --json");
    addDataOption(app, dataPath());
    addJsonOption(app, m_asJson);
}

void KeysCommand::run()
{
    if (!backend().embedded())
        return Q_EMIT finished(
            Error{ErrorCode::NotFound,
                  QStringLiteral("SUPABASE_URL names a project of your own; its keys are in its dashboard.")});
    const auto keys = backend().embedded()->keys();
    const QString url = dataDir().address();
    if (m_asJson)
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
