#pragma once

#include "models/supabase/restclient.h"
#include "server/intake/source.h"

namespace pl {

/// What a new lead source may do.
struct SourceWishes
{
    QString name;
    bool isForm = false;
    intake::SourceRules rules = {};
    int perDay = 0; ///< leads; 0: any number
};

/// A lead source just made; the only moment at which its key is known.
struct NewSource
{
    QUuid id;
    QString name;
    QByteArray key;
};

/// Makes a source with a new key. Conflict when there is one of that name.
QFuture<Result<NewSource>> addSource(supabase::RestClient &rest, const SourceWishes &wishes);

} // namespace pl
