#pragma once

#include "models/domain/lead.h"
#include "models/domain/officesettings.h"
#include "models/domain/plumber.h"
#include "models/supabase/restclient.h"

#include <QHash>

#include <functional>

namespace pl::replica {

/// One walk over what changed since two cursors: leads, then plumbers, page by page, then prices and settings, each if
/// asked. Reports each page as it comes and its end exactly once, unless it is destroyed first.
class SyncRound : public QObject
{
    Q_OBJECT

public:
    struct From
    {
        std::optional<Timestamp> leads; ///< none: all rows
        std::optional<Timestamp> plumbers;
        bool withLeads = true;
        bool withPlumbers = true;
        bool withSettings = true;
    };

    SyncRound(supabase::RestClient &client, const From &from);
    void start();

Q_SIGNALS:
    void leadsReceived(const QList<pl::Lead> &leads);
    void plumbersReceived(const QList<pl::Plumber> &plumbers);
    /// Names by id; empty for who may not read them.
    void sourcesReceived(const QHash<QUuid, QString> &names);
    void settingsReceived(const QList<pl::Service> &services, const pl::OfficeSettings &settings);
    void ended(const pl::Result<> &outcome);

private:
    /// One page of a table in the order (updated_at, id), starting behind `last` or at `since`.
    template <class T>
    void fetchPage(const QByteArray &table, std::optional<Timestamp> since, const T *last,
                   void (SyncRound::*came)(const QList<T> &), std::function<void()> next);
    void fetchPlumbers();
    void fetchRest();
    void fetchSources();
    void fetchServices();
    void fetchSettings(const QList<Service> &services);

    supabase::RestClient &m_client;
    From m_from;
};

} // namespace pl::replica
