#include "models/supabase/projecttrouble.h"

#include <QStringList>

namespace pl::supabase {
namespace {

/// The codes of PostgreSQL and PostgREST's schema cache for a missing table, column or function.
bool isUnknownToTheDatabase(const QString &code)
{
    static const QStringList codes{QStringLiteral("42P01"), QStringLiteral("42703"), QStringLiteral("PGRST202"),
                                   QStringLiteral("PGRST204"), QStringLiteral("PGRST205")};
    return codes.contains(code);
}

/// The gateway's wording; that of PostgREST and Auth is about a person's token.
bool isAboutTheKey(const QString &message)
{
    return message.contains(u"api key", Qt::CaseInsensitive) ||
           message.startsWith(u"Invalid authentication credentials");
}

} // namespace

std::optional<QString> projectTrouble(int status, const QString &code, const QString &message)
{
    constexpr int kPaused = 540;
    constexpr int kUnauthorized = 401;
    if (status == kPaused)
        return QStringLiteral("The Supabase project is paused. Restore it in its dashboard, then try again.");
    if (isUnknownToTheDatabase(code))
        return QStringLiteral("The project's database is not set up for this version. Run \"plumber-leads-server "
                              "migrate\", then try again.");
    if (status == kUnauthorized && isAboutTheKey(message))
        return QStringLiteral("The Supabase project does not accept the key. Compare it with the project's dashboard "
                              "under Settings, API Keys.");
    return std::nullopt;
}

} // namespace pl::supabase
