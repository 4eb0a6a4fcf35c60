#pragma once

#include "models/supabase/query.h"

namespace pl::replica {

/// The rows of `settings` that OfficeSettings reads. Servers keep others there, some of which are long and change
/// often.
supabase::Query officeSettings(const QByteArray &columns);

} // namespace pl::replica
