#pragma once

#include "models/columns/leadrow.h"

#include <string>
#include <vector>

namespace pl::columns {

/// The parts of a lead's text in the arena, in their order, with a line feed between two: at the front what tables sort
/// by. The first two are as people read them, and empty where that is the folded text itself, as most addresses of
/// e-mail are. The others are folded (models/base/foldedtext.h): searches look there.
enum class RecordPart { ShownName, ShownEmail, Name, Email, Phone, Address, Words, Count };

/// Appends the folded text to `out`; like folded(), but of UTF-8, and without control characters.
void appendFolded(std::string &out, std::string_view text);

/// Makes `out` what phoneForPeople() makes of a number of the US, "(512) 555-0143", in a thousandth of its time. False,
/// and nothing in `out`, for another number.
bool makeUsPhone(std::string &out, std::string_view e164);

/// Folds texts like appendFolded(), at a fraction of its time where words with accents come again: it remembers some of
/// them.
class WordFolder
{
public:
    WordFolder() : m_known(kKnown) {}
    void append(std::string &out, std::string_view text);

private:
    static constexpr std::size_t kKnown = 1024;
    struct Known
    {
        std::string word;
        std::string folded;
    };
    void appendWord(std::string &out, std::string_view word);

    std::vector<Known> m_known; ///< by the word's hash
};

/// Makes records. Keeps its memory from one to the next.
class RecordMaker
{
public:
    /// Valid until the next call. What the lead is called is calledName() of models/domain/leadname.h.
    const std::string &make(const LeadRow &lead);

private:
    void setName(const LeadRow &lead);
    void addShown(std::string_view text, std::string_view foldedText);

    WordFolder m_folder;
    std::string m_record;
    std::string m_name, m_foldedName, m_foldedEmail;
};

/// A part of a record. Costs as much as what stands before it.
std::string_view partOf(std::string_view record, RecordPart part);
/// What the customer is called, and the address of e-mail, as people read them.
std::string_view shownName(std::string_view record);
std::string_view shownEmail(std::string_view record);

} // namespace pl::columns
