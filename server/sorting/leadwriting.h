#pragma once

#include "models/base/call.h"
#include "models/supabase/restclient.h"
#include "server/intake/personsearch.h"
#include "server/sorting/bodysorting.h"

#include <QHash>
#include <QSet>

#include <deque>

namespace pl::sorting {

/// What became of a SortedLead.
struct WrittenLead
{
    QUuid id;           ///< of the row that is in the store now
    bool isNew = false; ///< false: it was there before
    bool isDuplicate = false;
    bool isTest = false;
    QString refusal; ///< why the store will never have it, for people; then `id` is null
};

/// Puts leads into the store, each linked to its person's first lead. Leads that are there already stay, unless
/// `changesEarlier` (LeadChange). One that the store refuses for its contents doesn't hinder the others. Doing it again
/// changes nothing.
class LeadWriting : public Call<QList<WrittenLead>>
{
public:
    /// One WrittenLead each, in order; an error when the store can't take them now. The client must outlive this, or
    /// its end cancels it.
    static QFuture<Result<QList<WrittenLead>>> write(supabase::RestClient &rest, std::vector<SortedLead> leads);

private:
    using Rows = std::vector<nlohmann::json>;
    struct Part
    {
        std::size_t from;
        std::size_t to;
        std::size_t size() const { return to - from; }
    };
    LeadWriting(supabase::RestClient &rest, std::vector<SortedLead> leads);
    void run() override;
    void writeNext();
    Part cutAtRepeat(Part part);
    void onPersons(const Result<intake::PersonMatcher> &found);
    void onInserted(const Result<QSet<QString>> &inserted);
    void split();
    void onRefused(const Error &error);
    void findByExternalId(const Error &error);
    void changeFrom(std::size_t index);

    supabase::RestClient &m_rest;
    const std::vector<SortedLead> m_leads;
    QList<WrittenLead> m_written;
    std::deque<Part> m_parts; // to be written
    Part m_part{0, 0};        // being written
    Rows m_rows;              // of that part, each id once
    QHash<QUuid, std::size_t> m_rowOfId;
};

} // namespace pl::sorting
