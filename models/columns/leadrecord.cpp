#include "models/columns/leadrecord.h"

#include "models/base/foldedtext.h"
#include "models/domain/contactfields.h"

#include <algorithm>
#include <cstring>

namespace pl::columns {
namespace {

bool isPlain(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// What stands between and behind texts must not be in one.
char withoutControl(char c)
{
    return static_cast<unsigned char>(c) < 0x20 && c != kPartEnd ? ' ' : c;
}

void appendFoldedAscii(std::string &out, std::string_view text)
{
    for (const char c : text)
        if (c >= 'A' && c <= 'Z')
            out += static_cast<char>(c - 'A' + 'a');
        else if (c != '\'' && c != '`')
            out += withoutControl(c);
}

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(' ');
    return first == std::string_view::npos ? std::string_view()
                                           : text.substr(first, text.find_last_not_of(' ') - first + 1);
}

QString fromUtf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

void appendFolded(std::string &out, std::string_view text)
{
    if (isPlain(text))
        return appendFoldedAscii(out, text);
    const QByteArray bytes = folded(fromUtf8(text));
    for (const char c : bytes)
        out += withoutControl(c);
}

void RecordMaker::addFolded(std::string_view text)
{
    appendFolded(m_record, text);
    m_record += '\n';
}

void RecordMaker::addShown(std::string_view text, std::string_view foldedText)
{
    if (text != foldedText)
        std::transform(text.begin(), text.end(), std::back_inserter(m_record), withoutControl);
}

const std::string &RecordMaker::make(const LeadRow &lead)
{
    m_shown.assign(lead.firstName).append(1, ' ').append(lead.lastName);
    m_shown = trimmed(m_shown);
    m_record.clear();
    addFolded(m_shown);
    addFolded(lead.email);
    addFolded(lead.phone);
    addFolded(lead.address);
    addFolded(lead.words.substr(0, 200'000)); // the record's other parts come behind it and must fit, too
    if (m_shown.empty())
        m_shown = lead.phone.empty() ? std::string(lead.email) : phoneForPeople(fromUtf8(lead.phone)).toStdString();
    addShown(lead.isErased ? std::string_view(" ") : m_shown, partOf(m_record, RecordPart::Name));
    m_record += '\n';
    addShown(lead.email, partOf(m_record, RecordPart::Email));
    return m_record;
}

std::string_view partOf(std::string_view record, RecordPart part)
{
    for (int at = 0; at < static_cast<int>(part); ++at) {
        const std::size_t feed = record.find('\n');
        record = feed == std::string_view::npos ? std::string_view() : record.substr(feed + 1);
    }
    return record.substr(0, record.find('\n'));
}

std::string_view shownName(std::string_view record)
{
    const std::string_view shown = partOf(record, RecordPart::ShownName);
    return shown == " " ? std::string_view() : shown.empty() ? partOf(record, RecordPart::Name) : shown;
}

std::string_view shownEmail(std::string_view record)
{
    const std::string_view shown = partOf(record, RecordPart::ShownEmail);
    return shown.empty() ? partOf(record, RecordPart::Email) : shown;
}

} // namespace pl::columns
