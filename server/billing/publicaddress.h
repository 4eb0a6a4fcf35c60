#pragma once

#include "models/supabase/restclient.h"

namespace pl::billing {

/// Writes down in `settings` (`public_url`) where plumbers reach this server's pages, so that a desktop can make links
/// to them that last. An address that only this machine knows is written as none. `rest` must outlive the call.
QFuture<Result<>> notePublicAddress(supabase::RestClient &rest, const QString &publicUrl);

} // namespace pl::billing
