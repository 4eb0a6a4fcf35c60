#pragma once

#include "server/sorting/itemrow.h"
#include "server/sorting/leadfetch.h"
#include "server/sorting/leadwriting.h"

namespace pl::sorting {

/// What became of an item that was tried again.
struct Retried
{
    QUuid item;
    QUuid source;
    bool isTest = false;
    IntakeStatus status = IntakeStatus::Waiting; ///< Retry: later
    Leftover leftover;                           ///< unless it was taken
    bool hasFetched = false;                     ///< a maker was asked
    bool hasTokenTrouble = false;                ///< and refused the token, or there was none
};

/// Tries an item again: asks for its leads where only ids came, maps it with its source's present mapping, writes its
/// leads, and then says in the item what became of it. Ended anywhere, it can be done again: an item's leads have ids
/// that follow from the item.
class RetryCall : public Call<Retried>
{
public:
    struct Needs
    {
        supabase::RestClient &rest;
        LeadSourceApi *api = nullptr; ///< null: nothing can be fetched
        OfficeRulesPtr rules;
    };
    /// `row`: of `intake_items`, of kColumns. An error: the store or the row is the trouble, and the item is as it was.
    static QFuture<Result<Retried>> retry(const Needs &needs, const nlohmann::json &row);
    static QByteArray columns();

private:
    RetryCall(const Needs &needs, const nlohmann::json &row) : Call(&needs.rest), m_needs(needs), m_row(row) {}
    void run() override;
    void sort();
    void fetch(const QStringList &ids);
    void onFetched(const Result<FetchedLeads> &fetched);
    void onNotFetched(const Error &error);
    void findEarlier();
    void onEarlier(const nlohmann::json &rows);
    void write();
    void onWritten(const QList<WrittenLead> &written);
    void take(const QUuid &lead);
    void leave(const Leftover &leftover);
    void tryLater(const Error &error);
    void settle();
    void onRefused(const Error &error);

    const KnownSource &source() const { return *m_needs.rules->sources.constFind(m_item.sourceId); }

    const Needs m_needs;
    const nlohmann::json m_row;
    IntakeItem m_item;
    ReceivedBody m_body;
    SortedBody m_sorted;
    QStringList m_unknown;                               // ids of leads that the maker doesn't know
    nlohmann::json m_changes = nlohmann::json::object(); // of the item
    Retried m_outcome;
    bool m_isBare = false; // it only waits, because the store refused its outcome
};

} // namespace pl::sorting
