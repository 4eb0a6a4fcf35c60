#include "models/supabase/credentials.h"

namespace pl::supabase {

QFuture<Result<>> Credentials::renew()
{
    return QtFuture::makeReadyFuture(
        Result<>(Error{ErrorCode::Unauthenticated, QStringLiteral("The server does not accept this key.")}));
}

} // namespace pl::supabase
