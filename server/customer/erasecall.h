#pragma once

#include "server/customer/erasecounts.h"

#include <thread>

namespace pl::customer {

/// What erasing works with. Everything must outlive it.
struct EraseTools
{
    /// Leaves nothing of these texts in the store's files, where it is this program's own.
    using PurgeStore = std::function<QFuture<Result<>>(const QByteArrayList &texts)>;

    supabase::RestClient &rest;
    journal::Journal *journal = nullptr; ///< null: none here
    QString dataDir = {};                ///< empty: none here
    PurgeStore purgeStore = {};          ///< null: the store is a Supabase project
    std::function<Timestamp()> clock = &Timestamp::now;
    /// What was on its way from the journal to the store when it was erased there has arrived by then.
    std::chrono::milliseconds settles{3000};
};

/// Erases a person everywhere, or only counts what would go (Mode::Preview). In this order: files, the journal, leads
/// with all that belongs to them, what belongs to no lead; and again, until nothing is found, because something may
/// have been on its way. At last the databases' files let go of what was deleted from them. What is found only by way
/// of a lead goes before the lead.
///
/// Safe to repeat, and after a crash at any moment it has to be: a second call does what the first had left, and purges
/// the files again in any case. Unavailable if the person comes in faster than they are erased.
class EraseCall : public Call<EraseCounts>
{
public:
    enum class Mode { Preview, Erase };
    EraseCall(EraseTools tools, const CustomerKey &person, Mode mode, QObject *parent);
    ~EraseCall() override;

private:
    void run() override { look(); }
    void look();
    void onFound(const FoundPerson &found);
    void lookAtFolder(bool erases, std::function<void(const FolderReport &)> next);
    void eraseJournal();
    void eraseLeads();
    void eraseTraces();
    void again();
    void purge();
    void purgeStore(const QByteArrayList &texts);
    QByteArrayList textsToPurge() const;
    QByteArrayList idsInExports() const;

    const EraseTools m_tools;
    const CustomerKey m_person;
    const Mode m_mode;
    FoundPerson m_found;
    EraseCounts m_counts;
    QByteArrayList m_texts; ///< of all rounds
    int m_round = 0;
    std::thread m_folderThread;
};

/// Writes the line of activity about an erasing, with counts alone. `actor`: an account's e-mail address, or "server".
QFuture<Result<nlohmann::json>> noteErasing(supabase::RestClient &rest, const QString &actor,
                                            const EraseCounts &counts);

} // namespace pl::customer
