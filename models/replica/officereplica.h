#pragma once

#include "models/domain/lead.h"
#include "models/domain/officesettings.h"
#include "models/domain/plumber.h"
#include "models/replica/replica.h"

#include <array>
#include <memory>

namespace pl::replica {

class CandidateFinder;

/// Whether what the window shows is what the server has.
enum class Connection {
    Loading, ///< the first rows are on their way
    Live,
    Offline, ///< since `offlineSince()`; rows stay readable, it keeps trying
    Refused  ///< the server answers, but this account may not read leads
};

/// How many leads each view of the side bar holds.
struct LeadCounts
{
    int toAssign = 0;
    int dueNow = 0;     ///< new, and less than a quarter of the time to assign is left, or none
    int unanswered = 0; ///< assigned, and the plumber has not said yes
    int completed = 0;
    int all = 0;
    int forToday = 0; ///< new, and urgent
    bool operator==(const LeadCounts &) const = default;
};

/// The desktop's copy of the office's leads, plumbers, prices and settings, kept up to date by asking for what changed.
///
/// First all rows in pages of 1,000 by the keyset (updated_at, id); then, every `pollInterval`, one small question what
/// moved (OfficeNews), and for the tables that did the rows whose updated_at is behind the newest one seen less 60 s:
/// the overlap is longer than the 8 s a statement may take on the server, so no commit slips behind the cursor, and
/// taking a row twice changes nothing. While nothing new comes, the 60 s move on with the time that passes here, so
/// that the last 3,000 rows of an import are not read again for ever. Nothing is ever deleted on the server, so there
/// are no tombstones. Lives on the GUI thread.
class OfficeReplica : public Replica
{
    Q_OBJECT

public:
    /// `client` must outlive the replica.
    explicit OfficeReplica(supabase::RestClient &client, QObject *parent = nullptr,
                           std::chrono::milliseconds pollInterval = std::chrono::seconds(1));
    ~OfficeReplica() override;

    /// Stops asking and forgets all rows: for signing out. Then reset().
    void clear();
    /// What others who keep a copy of a table go by; this replica asks for it.
    supabase::OfficeNews &news() { return m_news; }

    Connection connection() const { return m_connection; }
    Timestamp offlineSince() const { return m_offlineSince; }

    const QHash<QUuid, Lead> &leads() const { return m_leads.rows(); }
    const Lead *lead(const QUuid &id) const { return m_leads.row(id); }
    const QHash<QUuid, Plumber> &plumbers() const { return m_plumbers.rows(); }
    const Plumber *plumber(const QUuid &id) const { return m_plumbers.row(id); }
    /// The plumber's full name, or an empty text.
    QString plumberName(const std::optional<QUuid> &id) const;
    /// The name of the source that sent a lead; empty for people who may not read sources (staff), and for a new source
    /// until the settings are read again.
    QString sourceName(const std::optional<QUuid> &id) const;
    /// By id; empty for people who may not read sources.
    const QHash<QUuid, QString> &sourceNames() const { return m_sourceNames; }
    const QList<Service> &services() const { return m_services; }
    const OfficeSettings &settings() const { return m_settings; }

    LeadCounts counts(Timestamp now) const;
    /// Leads assigned since the office's midnight, by plumber.
    QHash<QUuid, int> leadsAssignedToday(Timestamp now) const;
    /// Who can take a lead, and why.
    CandidateFinder &candidates() { return *m_candidates; }
    const CandidateFinder &candidates() const { return *m_candidates; }
    /// When a new lead must be assigned by, from the settings.
    Timestamp assignBy(const Lead &lead) const;
    /// New, and less than a quarter of the time to assign is left, or none.
    bool isDueNow(const Lead &lead, Timestamp now) const;

    /// Puts a row that a write answered in, at once, without waiting for the next round. An older version is ignored.
    void apply(const Lead &lead);
    void apply(const Plumber &plumber);
    /// Prices as an admin has just read or written them.
    void apply(const QList<Service> &services, const OfficeSettings &settings);

Q_SIGNALS:
    /// The first load is complete: models fill themselves again. Also after clear().
    void reset();
    /// Rows that are new or changed. `fromServer` is false for this window's own writes.
    void leadsChanged(const QList<pl::Lead> &leads, bool fromServer);
    void plumbersChanged(const QList<pl::Plumber> &plumbers);
    void settingsChanged();
    /// State, time of the last sync or error changed.
    void connectionChanged();

private:
    /// What is read or left out as a whole.
    struct Part
    {
        supabase::Lookout lookout;
        void (OfficeReplica::*read)();
        bool isDue = false; ///< in this round
    };
    void read() override;
    void makeAllDue() override;
    void loaded() override;
    void stateTold() override;
    void readMoved(const supabase::News &news);
    /// The next part that is due, or the round's end.
    void readNext();
    void readLeads();
    void readPlumbers();
    void readSources();
    void readServices();
    void readSettings(const QList<Service> &services);

    supabase::RestClient &m_client;
    QTimer m_offlineTimer;
    Connection m_connection = Connection::Loading;
    Timestamp m_offlineSince;
    supabase::OfficeNews m_news;
    std::optional<supabase::News> m_heard; ///< in this round
    std::array<Part, 3> m_parts;
    std::size_t m_next = 0; ///< of the parts, in this round
    TableCopy<Lead> m_leads;
    TableCopy<Plumber> m_plumbers;
    QHash<QUuid, QString> m_sourceNames;
    QList<Service> m_services;
    OfficeSettings m_settings;
    std::unique_ptr<CandidateFinder> m_candidates;
};

} // namespace pl::replica
