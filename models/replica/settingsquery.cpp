#include "models/replica/settingsquery.h"

#include "models/domain/officesettings.h"

namespace pl::replica {

supabase::Query officeSettings(const QByteArray &columns)
{
    using supabase::Condition;
    const QString silences = QLatin1String(SourceSilence::kPrefix) + QLatin1Char('*');
    return supabase::Query("settings")
        .select(columns)
        .any({Condition::in("key", OfficeSettings::keys()), Condition::compare("key", "like", silences)});
}

} // namespace pl::replica
