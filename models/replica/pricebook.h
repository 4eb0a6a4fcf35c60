#pragma once

#include "models/replica/officereplica.h"

namespace pl::replica {

/// What leads cost, for the admin who changes it: services and the office's price rules as they are on the server, with
/// the versions that writes name. Reads when told to; what it learns it hands on to the OfficeReplica. Lives on the GUI
/// thread; every call finishes exactly once. Errors as OfficeCommands'; Outdated when
/// somebody was faster, and then the new state is being read already.
class PriceBook : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive the book.
    PriceBook(supabase::RestClient &client, OfficeReplica &replica, QObject *parent = nullptr);

    void load();
    bool isLoaded() const { return m_loaded; }
    const QList<Service> &services() const { return m_services; }
    const OfficeSettings &settings() const { return m_settings; }

    /// Conflict with remoteCode "23505" when there is a service of that name.
    QFuture<Result<Service>> addService(const Service &service);
    /// Category, price and whether it is offered; the name is what leads know it by and stays.
    QFuture<Result<Service>> changeService(const Service &seen, const Service &wanted);
    /// The urgencies' factors and the default price; `seen` is settings() as the person saw them.
    QFuture<Result<OfficeSettings>> changeRules(const OfficeSettings &seen, const OfficeSettings &wanted);

Q_SIGNALS:
    void changed();
    void loadFailed(const pl::Error &error);

private:
    void loadRules(const QList<Service> &services);
    void take(const Service &service);
    void takeRules(const nlohmann::json &rows);
    void publish();
    void writeRule(const QString &key, const nlohmann::json &value, const std::function<void(const Result<> &)> &then);
    QFuture<Result<Service>> takeWritten(const QFuture<Result<nlohmann::json>> &written);
    /// The one row that a guarded write must answer.
    Result<nlohmann::json> writtenRow(const Result<nlohmann::json> &rows);

    supabase::RestClient &m_client;
    OfficeReplica &m_replica;
    bool m_loaded = false;
    QList<Service> m_services;
    OfficeSettings m_settings;
    nlohmann::json m_rules = nlohmann::json::array(); ///< rows of `settings`
};

} // namespace pl::replica
