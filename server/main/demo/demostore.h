#pragma once

#include "models/supabase/useradmin.h"
#include "server/main/datadir.h"
#include "server/main/demo/demofiller.h"

namespace pl::demo {

/// `serve --demo`: fills an empty store with sample accounts, sources, and data, and writes how to sign in to
/// DATA/demo.json. A store that has plumbers is left alone.
class DemoStore : public QObject
{
    Q_OBJECT
public:
    /// All must outlive this.
    /// `databaseFile`: the embedded store's; empty: histories have the time of filling.
    DemoStore(supabase::RestClient &rest, supabase::UserAdmin &users, const DataDir &dataDir,
              const QString &databaseFile, QObject *parent = nullptr);

    /// Call once. `url` is the server's own.
    QFuture<Result<>> fillIfEmpty(const QString &url);

private:
    void addSteps();
    void nameOffice();
    void addAccount(const char *role);
    void addSource(const char *name);
    void addHooks();
    void addDates();
    void add(const char *table, std::function<nlohmann::json()> rows);

    supabase::RestClient &m_rest;
    supabase::UserAdmin &m_users;
    const DataDir &m_dataDir;
    const QString m_databaseFile;
    DemoFiller m_filler;
    Steps m_steps;
    nlohmann::json m_access; // what goes into demo.json
    QList<QUuid> m_sources;
    const Timestamp m_now = Timestamp::now();
};

} // namespace pl::demo
