#pragma once

#include "models/supabase/settingsstore.h"

namespace pl::replica {

/// The rows of `settings` that OfficeSettings reads. Servers keep others there, some of which are long and change
/// often.
inline supabase::Query officeSettings(const QByteArray &columns)
{
    return supabase::SettingsStore::officeQuery(columns);
}

} // namespace pl::replica
