#pragma once

#include "models/domain/customerkey.h"
#include "models/supabase/restclient.h"

namespace pl::supabase {

/// What the person asked not to get, found by number and address although the store keeps only their hashes: the answer
/// of its function `do_not_contact`, an array that DoNotContact reads. For the office and for servers.
QFuture<Result<nlohmann::json>> contactRefusals(RestClient &client, const CustomerKey &person);

/// The number answered START: text messages may go to it again. How many refusals that ended. For servers.
QFuture<Result<int>> allowTexts(RestClient &client, const QString &phone);

} // namespace pl::supabase
