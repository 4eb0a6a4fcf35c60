#include "app/connection.h"

#include "models/supabase/networktransport.h"

namespace pl::app {

Result<QUrl> serverUrl(const QString &typed)
{
    QString text = typed.trimmed();
    while (text.endsWith(QLatin1Char('/')) && !text.endsWith(QStringLiteral("://")))
        text.chop(1);
    if (!text.isEmpty() && !text.contains(QStringLiteral("://"))) {
        const bool here = text.startsWith(QStringLiteral("localhost")) || text.startsWith(QStringLiteral("127.")) ||
                          text.startsWith(QStringLiteral("[::1]"));
        text.prepend(here ? QStringLiteral("http://") : QStringLiteral("https://"));
    }
    return supabase::NetworkTransport::parseBaseUrl(text);
}

} // namespace pl::app
