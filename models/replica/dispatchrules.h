#pragma once

#include "models/base/answer.h"
#include "models/replica/officereplica.h"
#include "models/supabase/settingsstore.h"

namespace pl::replica {

/// The office's rules for who gets a lead, for the admin who changes them: as they are on the server, with the versions
/// that writes name. What it learns it hands on to the OfficeReplica. Lives on the GUI thread; every call finishes
/// exactly once.
class DispatchRules : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive the rules.
    DispatchRules(supabase::RestClient &client, OfficeReplica &replica, QObject *parent = nullptr);

    void load();
    bool isLoaded() const { return m_loaded; }
    const DispatchSettings &rules() const { return m_rules; }
    /// Writes what differs from rules(). Outdated when somebody else changed one of them
    /// meanwhile: then the rest was not written, and the new state is being read already.
    QFuture<Result<DispatchSettings>> change(const DispatchSettings &wanted);

Q_SIGNALS:
    void changed();
    void loadFailed(const pl::Error &error);

private:
    void writeNext(const DispatchSettings &wanted, QList<QByteArray> keys, const Answer<DispatchSettings> &answer);
    void written(const QByteArray &key, const supabase::Setting &row);
    void publish();

    supabase::RestClient &m_client;
    OfficeReplica &m_replica;
    bool m_loaded = false;
    DispatchSettings m_rules;
    QHash<QByteArray, qint64> m_versions;
};

} // namespace pl::replica
