#pragma once

#include "models/columns/leadengine.h"
#include "models/domain/officesettings.h"
#include "models/domain/plumber.h"
#include "models/replica/leadsnapshot.h"
#include "models/replica/loadstate.h"
#include "models/replica/replica.h"

#include <array>
#include <memory>

namespace pl::replica {

class CandidateFinder;
class LeadCopy;
class OfficeFile;
struct CopyBegin;
struct EngineNames;

/// Whether what the window shows is what the server has.
enum class Connection {
    Loading, ///< the first rows are on their way
    Live,
    Offline, ///< since `offlineSince()`; rows stay readable, it keeps trying
    Refused  ///< the server answers, but this account may not read leads
};

/// How many leads each view of the side bar holds.
using LeadCounts = columns::OfficeCounts;

/// The desktop's copy of the office's leads, plumbers, prices and settings, kept up to date by asking for what changed.
/// Leads are columns in memory (models/columns), which tables show, search and count, and whole in a file on disk or,
/// if nothing may be on disk, in a database of the same kind in memory.
///
/// What the file holds is shown first, its newest leads at once, also without a network. What it lacks is read in the
/// background (FirstLoad), the newest page first; then, every `pollInterval`, one small question what moved
/// (OfficeNews), and for the tables that did the rows whose updated_at is behind the newest one seen less 60 s: the
/// overlap is longer than the 8 s a statement may take on the server, so no commit slips behind the cursor, and taking
/// a row twice changes nothing. While nothing new comes, the 60 s move on with the time that passes here, so that the
/// last 3,000 rows of an import are not read again for ever. Nothing is ever deleted on the server, so there are no
/// tombstones. Lives on the GUI thread.
class OfficeReplica : public Replica
{
    Q_OBJECT

public:
    /// `client` must outlive the replica. `place`: where the copy is kept; without a path, in memory alone.
    explicit OfficeReplica(supabase::RestClient &client, QObject *parent = nullptr,
                           std::chrono::milliseconds pollInterval = std::chrono::seconds(1), CopyPlace place = {});
    ~OfficeReplica() override;

    /// Stops asking and forgets all rows in memory: for signing out. Then reset(). The file stays.
    void clear();
    /// The same, and the file is gone from the disk.
    void wipe();
    /// From now on the copy is kept there, and nowhere else: a file of before is removed. Everything is read again.
    void moveTo(const CopyPlace &place);
    const CopyPlace &place() const { return m_place; }
    /// Where others keep their tables, too; null while none is open. It is there from copyOpened() to copyClosing().
    OfficeFile *copy() const { return m_isCopyOpen ? m_file.get() : nullptr; }
    /// Somebody who keeps a table there can't work with it: it is made again, or goes on in memory.
    void loseCopy(const Error &error);
    /// Columns of all leads are being made, which takes a processor.
    bool isBuilding() const;
    /// What others who keep a copy of a table go by; this replica asks for it.
    supabase::OfficeNews &news() { return m_news; }

    Connection connection() const { return m_connection; }
    /// Of a copy that was never live in this run: when it was last up to date.
    Timestamp offlineSince() const { return m_offlineSince; }

    /// All leads as columns, never null: empty before there are any. It is another one whenever reset() is told; who
    /// watches or views it holds it, and takes the new one then. Only this class changes its columns.
    const std::shared_ptr<columns::LeadEngine> &engine() const;
    const columns::LeadColumns &columns() const { return engine()->columns; }
    qsizetype leadCount() const { return qsizetype(columns().size()); }
    bool hasLeads() const { return leadCount() > 0; }
    /// Whether the columns hold all leads. If not, they hold the newest ones, and those that changed since.
    bool isComplete() const;
    /// How far reading all leads from the server is; nothing when nobody reads them.
    std::optional<LoadProgress> loading() const;
    /// Stops reading. What is there is shown; syncNow() or the next start goes on from there.
    void cancelLoading();
    /// Somebody did, and it wasn't resumed.
    bool isLoadingStopped() const;
    /// The whole lead; null when it isn't known. Looks into the file unless it was asked for a moment ago: some 10 µs.
    /// Valid until the event loop runs again. Whoever wants all leads asks the columns, or takes a snapshot.
    const Lead *lead(const QUuid &id) const;
    /// All whole leads as they are now, for another thread.
    LeadSnapshot snapshot() const;
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
    /// engine() is another one, and models fill themselves again: with the newest leads, later with all of them, and
    /// after clear() with none.
    void reset();
    /// loading() changed, or reading ended.
    void loadingChanged();
    /// Rows that are new or changed; the columns have them already. A withdrawn one is no longer there. `fromServer` is
    /// false for this window's own writes.
    void leadsChanged(const QList<pl::Lead> &leads, bool fromServer);
    /// The columns have their names already.
    void plumbersChanged(const QList<pl::Plumber> &plumbers);
    /// The columns have the times to assign already.
    void settingsChanged();
    /// State, time of the last sync or error changed.
    void connectionChanged();
    /// copy() is there.
    void copyOpened();
    /// Whoever has it open closes it now.
    void copyClosing();

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
    void open();
    void opened(const CopyBegin &begin);
    void openAfter(const Error &error);
    void closeCopy();
    void forgetRows();
    void engineReplaced();
    void readMoved(const supabase::News &news);
    /// The next part that is due, or the round's end.
    void readNext();
    void readLeads();
    void readPlumbers();
    void readSources();
    void readServices();
    void readSettings();
    void takePlumbers(const QList<Plumber> &plumbers);
    Result<> takeOffice(const nlohmann::json &office);
    EngineNames names() const;
    template <class T, class Tell>
    void announceShown(const QList<T> &news, Tell tell);

    supabase::RestClient &m_client;
    QTimer m_offlineTimer;
    Connection m_connection = Connection::Loading;
    Timestamp m_offlineSince;
    supabase::OfficeNews m_news;
    std::optional<supabase::News> m_heard; ///< in this round
    std::array<Part, 3> m_parts;
    std::size_t m_next = 0; ///< of the parts, in this round
    CopyPlace m_place;
    bool m_isInMemory = false;   ///< whatever the place says: it can't be used
    bool m_wasMadeAgain = false; ///< a damaged copy
    int m_opened = 0;            ///< counts copies; answers about an earlier one are dropped
    std::unique_ptr<OfficeFile> m_file;
    bool m_isCopyOpen = false;
    std::unique_ptr<LeadCopy> m_leads;
    TableCopy<Plumber> m_plumbers;
    nlohmann::json m_office;           ///< sources, services and settings, as the server answers them
    std::optional<Timestamp> m_copyOf; ///< when the copy was up to date that was opened
    bool m_isShown = false;            ///< reset() was told, and others follow the rows
    QHash<QUuid, QString> m_sourceNames;
    QList<Service> m_services;
    OfficeSettings m_settings;
    std::unique_ptr<CandidateFinder> m_candidates;
};

} // namespace pl::replica
