#pragma once

#include "server/main/backend.h"
#include "server/main/commands/command.h"

namespace pl {

/// A command that works on the store: opens the one that the environment and --data name. It may run beside the server.
class StoreCommand : public Command
{
    Q_OBJECT
public:
    void start() final;

protected:
    /// The store is open.
    virtual void run() = 0;

    /// What --data names; `describe` lets the command line write it.
    QString &dataPath() { return m_dataPath; }
    Backend &backend() { return *m_backend; }
    supabase::RestClient &rest() { return *m_rest; }
    supabase::UserAdmin &users() { return *m_users; }
    const DataDir &dataDir() const { return *m_dataDir; }

private:
    Result<> open();

    QString m_dataPath;
    std::optional<DataDir> m_dataDir;
    std::unique_ptr<Backend> m_backend;
    std::unique_ptr<supabase::RestClient> m_rest;
    std::unique_ptr<supabase::UserAdmin> m_users;
};

/// A JSON document as a command prints it.
QByteArray printed(const nlohmann::json &json);
/// "2026-11-29 18:00 UTC"
QString printedTime(Timestamp at);
/// Lines of columns, each as wide as its widest cell.
QByteArray printedTable(const QList<QStringList> &rows);

} // namespace pl
