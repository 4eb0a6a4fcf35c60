#pragma once

#include "models/columns/needle.h"
#include "models/replica/officereplica.h"

#include <deque>

namespace pl::tables {

/// What was typed, ready to be looked for in many rows. A value for any thread.
class RowSearch
{
public:
    bool isEmpty() const { return m_words.empty() && !m_digits; }
    /// Whether every word, or all digits, occur in the row's own text, which is folded, in its plumber's name, or in
    /// the names of its lead's customer or service. `lead`: its number in the columns, or kNoRow.
    bool finds(std::string_view text, std::uint32_t plumber, columns::Row lead) const;

private:
    friend class OfficeNames;
    struct Word
    {
        columns::Needle needle;
        std::vector<bool> plumbers; ///< by their codes: it is in their names
        std::shared_ptr<const columns::Bitmap> leads;
    };
    static bool occurs(const Word &word, std::string_view text, std::uint32_t plumber, columns::Row lead);

    std::vector<Word> m_words;
    std::optional<Word> m_digits; ///< instead of the words
};

/// The names that rows about leads share, for searching and sorting many of them. Lives on the replica's thread; what
/// it makes is for any.
class OfficeNames
{
public:
    /// `office` must outlive it.
    explicit OfficeNames(const replica::OfficeReplica &office) : m_office(office) {}

    /// `plumbers`: by their codes. Looks through the names of all leads for each word that it wasn't asked for just
    /// before: some 20 ms for a million.
    RowSearch search(const QString &typed, const QList<QUuid> &plumbers);
    /// By the plumbers' codes.
    QStringList plumberNames(const QList<QUuid> &plumbers) const;
    enum class Of { Customer, Service };
    /// Where each lead stands when all are sorted by this, from 1 on, by their numbers in the columns. Customers of the
    /// same name stand in the order of their leads, the newest first.
    std::vector<std::uint32_t> leadRanks(Of what, bool ascending) const;
    /// The number in the columns of the lead with this id, or kNoRow.
    using LeadNumber = std::function<columns::Row(const QUuid &)>;
    /// `here`: for this thread, before the event loop runs again. Otherwise for one other thread.
    LeadNumber leadNumbers(bool here) const;

private:
    struct Found
    {
        QByteArray word;
        std::shared_ptr<const columns::Bitmap> leads;
    };
    RowSearch::Word wordFor(const QByteArray &word, const QList<QByteArray> &plumbers);
    std::shared_ptr<const columns::Bitmap> leadsWith(const QByteArray &word);

    const replica::OfficeReplica &m_office;
    std::deque<Found> m_found;                     ///< the latest first
    std::shared_ptr<columns::LeadEngine> m_engine; ///< in which they were found
    std::uint64_t m_revision = 0;                  ///< the same
};

/// Where each name stands when all are sorted as people read them, from 0 on; equal ones alike. For any thread.
std::vector<std::uint32_t> ranksOf(const QStringList &names);

/// The same, made on the thread that asks first: many names take a while.
class LateRanks
{
public:
    explicit LateRanks(const QStringList &names) : m_names(names) {}
    std::uint32_t operator[](std::size_t name)
    {
        if (m_ranks.empty())
            m_ranks = ranksOf(m_names);
        return m_ranks[name];
    }

private:
    const QStringList m_names;
    std::vector<std::uint32_t> m_ranks;
};

} // namespace pl::tables
