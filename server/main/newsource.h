#pragma once

#include "models/domain/leadsource.h"
#include "models/supabase/restclient.h"
#include "server/intake/source.h"

namespace pl {

/// What only a hook has.
struct HookSettings
{
    QString preset = QStringLiteral("generic"); ///< one of mapping::presetNames()
    QString service = {};                       ///< of leads that name none; empty: none
    std::optional<Urgency> urgency = {};        ///< of leads that don't say
    int answerStatus = 200;                     ///< or 201
};

/// A lead source to be added.
struct SourceOptions
{
    QString name;
    LeadSource::Kind kind = LeadSource::Kind::Program;
    intake::SourceRules rules = {};
    int perDay = 0; ///< leads; 0 means no limit
    HookSettings hook = {};
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
