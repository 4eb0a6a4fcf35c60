#pragma once

#include "models/columns/leadengine.h"
#include "models/replica/leadsnapshot.h"

namespace pl::replica {

/// What the columns are told beside the leads.
struct EngineNames
{
    QHash<QUuid, QString> plumbers = {};
    QHash<QUuid, QString> sources = {};
    columns::AssignMinutes minutes{};

    void tell(columns::LeadColumns &columns) const;
};

/// The columns of all leads in a copy, made on the calling thread: a million take some seconds. Cancelled as soon as
/// `goOn` is false.
Result<std::shared_ptr<columns::LeadEngine>> buildEngine(const CopyPlace &place, const EngineNames &names,
                                                         const std::function<bool()> &goOn);

} // namespace pl::replica
