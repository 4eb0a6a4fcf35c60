#pragma once

#include "models/supabase/restclient.h"

namespace pl {

/// A lead source just made; the only moment at which its key is known.
struct NewSource
{
    QUuid id;
    QString name;
    QByteArray key;
};

/// Makes a source with a new key. Conflict when there is one of that name.
QFuture<Result<NewSource>> addSource(supabase::RestClient &rest, const QString &name);

} // namespace pl
