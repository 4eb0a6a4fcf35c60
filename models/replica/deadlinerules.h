#pragma once

#include "models/base/answer.h"
#include "models/domain/deadlinesettings.h"
#include "models/replica/officereplica.h"
#include "models/supabase/settingsstore.h"

namespace pl::replica {

/// How long leads may wait and when plumbers pay, for the admin who changes it: as it is on the server, with the
/// versions that writes name. What it learns it hands on to the OfficeReplica. Lives on the GUI thread; every call
/// finishes exactly once.
class DeadlineRules : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive the rules.
    DeadlineRules(supabase::RestClient &client, OfficeReplica &replica, QObject *parent = nullptr);

    void load();
    bool isLoaded() const { return m_loaded; }
    const DeadlineSettings &rules() const { return m_rules; }
    /// Writes what differs from rules(). Outdated when somebody else changed one of them meanwhile: then the rest was
    /// not written, and the new state is being read already.
    QFuture<Result<DeadlineSettings>> change(const DeadlineSettings &wanted);

Q_SIGNALS:
    void changed();
    void loadFailed(const pl::Error &error);

private:
    void writeNext(const DeadlineSettings &wanted, QStringList keys, const Answer<DeadlineSettings> &answer);
    void take(const supabase::Setting &row);
    void publish();

    supabase::RestClient &m_client;
    OfficeReplica &m_replica;
    bool m_loaded = false;
    DeadlineSettings m_rules;
    QHash<QString, qint64> m_versions;
};

} // namespace pl::replica
