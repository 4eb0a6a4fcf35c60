#pragma once

#include "models/domain/lead.h"

#include <QHash>

namespace pl::replica {

/// Which plumber got which lead in the last days, learned from leads as they come in.
class RecentAssignments
{
public:
    void take(const Lead &lead);
    void clear() { *this = {}; }
    /// How many leads each plumber got since then, which is the office's midnight or later.
    QHash<QUuid, int> countsSince(Timestamp midnight) const;

private:
    struct Assignment
    {
        QUuid plumberId;
        Timestamp at;
    };
    bool isOld(Timestamp at) const;

    QHash<QUuid, Assignment> m_assigned; ///< by lead
    Timestamp m_newest;
    qsizetype m_forgetAt = 1000; ///< so many are worth a look for old ones
};

} // namespace pl::replica
