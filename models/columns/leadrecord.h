#pragma once

#include "models/columns/leadrow.h"

#include <string>

namespace pl::columns {

/// The parts of a lead's text in the arena, in their order, with a line feed between two. The first five are folded
/// (models/base/foldedtext.h): searches look there. The last two are as people read them, and empty where that is the
/// folded text itself, as most addresses of e-mail are.
enum class RecordPart { Name, Email, Phone, Address, Words, ShownName, ShownEmail, Count };

/// Appends the folded text to `out`; like folded(), but of UTF-8, and without control characters.
void appendFolded(std::string &out, std::string_view text);

/// Makes records. Keeps its memory from one to the next.
class RecordMaker
{
public:
    /// Valid until the next call. What the lead is called is calledName() of models/domain/leadname.h.
    const std::string &make(const LeadRow &lead);

private:
    void addFolded(std::string_view text);
    void addShown(std::string_view text, std::string_view foldedText);

    std::string m_record;
    std::string m_shown;
};

/// A part of a record.
std::string_view partOf(std::string_view record, RecordPart part);
/// What the customer is called, and the address of e-mail, as people read them.
std::string_view shownName(std::string_view record);
std::string_view shownEmail(std::string_view record);

} // namespace pl::columns
