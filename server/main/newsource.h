#pragma once

#include "models/supabase/restclient.h"
#include "server/intake/source.h"

namespace pl {

/// A lead source to be added.
struct SourceOptions
{
    QString name;
    bool isForm = false;
    intake::SourceRules rules = {};
    int perDay = 0; ///< leads; 0 means no limit
};

/// A lead source that was just added. Its key is known only now.
struct NewSource
{
    QUuid id;
    QString name;
    QByteArray key;
};

/// Adds a source with a new key. Fails with Conflict if the name is taken.
QFuture<Result<NewSource>> addSource(supabase::RestClient &rest, const SourceOptions &options);

} // namespace pl
