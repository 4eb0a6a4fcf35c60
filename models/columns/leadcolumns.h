#pragma once

#include "models/columns/collation.h"
#include "models/columns/columnarena.h"
#include "models/columns/columndictionary.h"
#include "models/columns/leadrow.h"
#include "models/columns/leadstate.h"
#include "models/columns/uuidindex.h"

namespace pl::columns {

class RecordMaker;

/// Minutes in which a new lead must be assigned, by Urgency: OfficeSettings::minutesToAssign().
using AssignMinutes = std::array<qint64, 3>;

/// The first moment at which OfficeReplica::isDueNow() is true for a new lead that has this many minutes.
Timestamp dueAfter(Timestamp created, qint64 minutes);

/// Hears of every change of a row; for what is made of the rows and kept with them.
class ColumnWatcher
{
public:
    virtual ~ColumnWatcher() = default;
    /// The row is about to change or to go and still has its old values.
    virtual void leaving(Row row) = 0;
    /// The row is new or has changed.
    virtual void arrived(Row row) = 0;
};

/// The leads of an office as columns, made for a million: what a table shows, sorts by, filters by and searches, in
/// about 150 bytes a lead besides its free texts. Everything else of a lead stays where the caller keeps it.
///
/// A lead keeps its row number until it is erased; then another gets it. Reading a value takes the same short time
/// whatever the number of leads. A value that one thread uses at a time: made on a worker, handed over, and from then
/// on the other thread's alone.
class LeadColumns
{
public:
    LeadColumns();
    ~LeadColumns();
    LeadColumns(const LeadColumns &) = delete;
    LeadColumns &operator=(const LeadColumns &) = delete;

    /// Makes room for this many at once.
    void reserve(std::size_t leads);
    /// False, and nothing happens, when the row is there in this version or a newer one. Some µs; more for names that
    /// aren't ASCII.
    bool upsert(const LeadRow &lead);
    /// The same; a lead that was withdrawn with its import is erased. Whoever calls sees to it that no older version
    /// follows.
    bool upsert(const Lead &lead);
    /// No byte of its texts stays. False if it isn't there.
    bool erase(const QUuid &id);
    /// Gives a little of what erased and replaced texts took back, in less than a millisecond: between batches. Now and
    /// then, it makes room for more leads in one column, so that a new one doesn't have to wait for all of them: some
    /// ms for a million. False when there was nothing to do.
    bool compact() { return makeRoom() || m_texts.compact(); }

    /// Names of plumbers and sources, which are searched and sorted by. Counts up namesRevision().
    void setPlumberName(const QUuid &id, const QString &name);
    void setSourceName(const QUuid &id, const QString &name);
    /// Who shows rows by such a name does it again when this has changed.
    std::uint64_t namesRevision() const { return m_namesRevision; }

    void setMinutes(const AssignMinutes &minutes) { m_minutes = minutes; }
    const AssignMinutes &minutes() const { return m_minutes; }
    /// By when the lead must be assigned; none for leads that aren't new.
    std::optional<Timestamp> deadline(Row row) const;
    /// From which moment on a new lead is due: less than a quarter of its time is left. None for others.
    std::optional<Timestamp> dueFrom(Row row) const;

    /// Counts up with every change of a row.
    std::uint64_t revision() const { return m_revision; }
    /// `watcher` outlives this, or is removed.
    void watch(ColumnWatcher *watcher) { m_watchers.push_back(watcher); }
    void unwatch(ColumnWatcher *watcher) { std::erase(m_watchers, watcher); }

    std::size_t size() const { return m_ids.size() - m_free.size(); } ///< leads
    std::size_t rows() const { return m_ids.size(); }                 ///< with rows that are free
    const Bitmap &live() const { return m_live; }                     ///< rows that are leads
    /// kNoRow when it isn't there.
    Row rowOf(const QUuid &id) const { return m_index.find(id, m_ids); }

    const QUuid &id(Row row) const { return m_ids[row]; }
    qint64 version(Row row) const { return m_versions[row]; } ///< up to 2³² − 1
    Timestamp createdAt(Row row) const { return {m_created[row]}; }
    Timestamp updatedAt(Row row) const { return {m_updated[row]}; }
    // To the second, and within 68 years of createdAt().
    std::optional<Timestamp> assignedAt(Row row) const { return moment(row, m_assigned[row]); }
    std::optional<Timestamp> acceptedAt(Row row) const { return moment(row, m_accepted[row]); }
    std::optional<Timestamp> completedAt(Row row) const { return moment(row, m_completed[row]); }
    LeadState state(Row row) const { return m_states[row]; }
    std::optional<Attention> attention(Row row) const;

    /// What the source charged for the lead; up to 20 million dollars.
    std::optional<qint64> sourceCostCents(Row row) const;

    using Code = ColumnDictionary::Code;
    Code plumberCode(Row row) const { return m_plumberCodes[row]; }
    Code sourceCode(Row row) const { return m_sourceCodes[row]; }
    Code serviceCode(Row row) const { return m_serviceCodes[row]; }
    Code zipCode(Row row) const { return m_zipCodes[row]; }
    const ColumnDictionary &plumbers() const { return m_plumbers; } ///< by the 16 bytes of codeKey()
    const ColumnDictionary &sources() const { return m_sources; }   ///< the same
    const ColumnDictionary &services() const { return m_services; }
    const ColumnDictionary &zips() const { return m_zips; }
    static std::string_view codeKey(const QUuid &id);
    static QUuid idOf(const std::string &key);

    /// The folded texts that are searched, and those that are shown: models/columns/leadrecord.h.
    const ColumnArena &texts() const { return m_texts; }
    std::string_view record(Row row) const { return m_texts.text(row); }

    void write(ImageWriter &to) const;
    /// Into columns without leads; all of them arrive. False, and they can't be used, when that isn't what was written.
    bool read(ImageReader &from);

    const Collation &collation() const { return m_collation; }
    std::size_t bytes() const; ///< all memory, nearly

private:
    Row rowFor(const QUuid &id);
    bool makeRoom();
    bool findLive();
    void setTimes(Row row, const LeadRow &lead);
    void setCodes(Row row, const LeadRow &lead);
    void releaseCodes(Row row);
    std::optional<Timestamp> moment(Row row, std::int32_t seconds) const;
    void tellLeaving(Row row);
    void tellArrived(Row row);

    std::vector<QUuid> m_ids;
    std::vector<std::uint32_t> m_versions;
    std::vector<qint64> m_created, m_updated;
    std::vector<std::int32_t> m_assigned, m_accepted, m_completed; ///< seconds from m_created
    std::vector<std::int32_t> m_costs;                             ///< cents; less than 0: none
    std::vector<LeadState> m_states;
    std::vector<std::uint8_t> m_attentions; ///< 0: none
    std::vector<Code> m_plumberCodes, m_sourceCodes, m_serviceCodes, m_zipCodes;
    ColumnDictionary m_plumbers{ColumnDictionary::Names::AreGiven}, m_sources{ColumnDictionary::Names::AreGiven};
    ColumnDictionary m_services{ColumnDictionary::Names::AreKeys}, m_zips{ColumnDictionary::Names::AreKeys};
    ColumnArena m_texts;
    UuidIndex m_index;
    Bitmap m_live;
    std::vector<Row> m_free;
    std::vector<ColumnWatcher *> m_watchers;
    std::uint64_t m_namesRevision = 1;
    std::uint64_t m_revision = 1;
    AssignMinutes m_minutes{120, 2880, 10080};
    const Collation m_collation;
    const std::unique_ptr<RecordMaker> m_maker;
};

} // namespace pl::columns
