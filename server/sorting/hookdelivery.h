#pragma once

#include "server/intake/forwarder.h"
#include "server/intake/hookentry.h"
#include "server/sorting/itemrow.h"
#include "server/sorting/leadwriting.h"

namespace pl::sorting {

/// An item that is in the store now.
struct KeptItem
{
    QUuid sourceId;
    Leftover leftover;
    bool isTest = false;
};

/// What became of some entries.
struct Delivered
{
    QList<intake::DeliveredLead> leads;
    QList<KeptItem> items;
};

/// Sorts some of the journal's entries and writes what they become: first the leads, in one request, then the items.
/// Doing it again changes nothing. Fails as an EventSink does.
class HookDelivery : public Call<Delivered>
{
public:
    /// `rest` and `book` must outlive this, or the client's end cancels it.
    static QFuture<Result<Delivered>> deliver(supabase::RestClient &rest, SourceBook &book,
                                              const QList<journal::Entry> &entries);

private:
    /// An entry of which `kept` is what is to become an item.
    struct Sorting
    {
        ReceivedBody body;
        std::optional<Leftover> kept;
        std::size_t leads = 0; ///< how many of all leads are its own
    };
    HookDelivery(supabase::RestClient &rest, SourceBook &book, const QList<journal::Entry> &entries)
        : Call(&rest), m_rest(rest), m_book(book), m_entries(entries)
    {
    }
    void run() override;
    std::optional<Error> read(QSet<QUuid> &sources);
    void onRules(const OfficeRulesPtr &rules);
    void sort(Sorting &sorting, const OfficeRules &rules);
    void onWritten(const QList<WrittenLead> &written);
    void writeItems();

    supabase::RestClient &m_rest;
    SourceBook &m_book;
    const QList<journal::Entry> m_entries;
    std::vector<Sorting> m_sortings;
    std::vector<SortedLead> m_leads;
    Delivered m_delivered;
};

} // namespace pl::sorting
