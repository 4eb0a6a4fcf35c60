#include "models/replica/messagereplica.h"

namespace pl::replica {

MessageReplica::MessageReplica(supabase::RestClient &client, QObject *parent, std::chrono::milliseconds pollInterval)
    : RowReplica(client, "notifications", First::NewestPage, pollInterval, parent)
{
}

} // namespace pl::replica
