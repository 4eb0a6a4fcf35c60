#include "models/columns/leadrecord.h"

#include "models/base/foldedtext.h"
#include "models/domain/contactfields.h"

#include <algorithm>
#include <cstring>

namespace pl::columns {
namespace {

constexpr std::string_view kNoName = " "; ///< shown instead of one that is there

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
    const std::size_t before = out.size();
    out.resize(before + text.size());
    char *to = out.data() + before;
    for (const char c : text)
        if (c != '\'' && c != '`')
            *to++ = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : withoutControl(c);
    out.resize(static_cast<std::size_t>(to - out.data()));
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

/// Nothing of the fold reaches across a blank.
void WordFolder::append(std::string &out, std::string_view text)
{
    if (isPlain(text))
        return appendFoldedAscii(out, text);
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        appendWord(out, text.substr(0, end));
        if (end < text.size())
            out += ' ';
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

void WordFolder::appendWord(std::string &out, std::string_view word)
{
    if (isPlain(word))
        return appendFoldedAscii(out, word);
    Known &known = m_known[std::hash<std::string_view>()(word) % kKnown];
    if (known.word != word) {
        known.word = word;
        known.folded.clear();
        appendFolded(known.folded, word);
    }
    out += known.folded;
}

bool makeUsPhone(std::string &out, std::string_view e164)
{
    out.clear();
    constexpr std::size_t kLength = 12;
    if (e164.size() != kLength || !e164.starts_with("+1") || e164[2] < '2' ||
        e164.find_first_not_of("0123456789", 2) != std::string_view::npos)
        return false;
    out.append(1, '(').append(e164.substr(2, 3)).append(") ").append(e164.substr(5, 3));
    out.append(1, '-').append(e164.substr(8));
    return true;
}

/// calledName() of models/domain/leadname.h.
void RecordMaker::setName(const LeadRow &lead)
{
    m_name.assign(lead.firstName).append(1, ' ').append(lead.lastName);
    m_name = trimmed(m_name);
    m_foldedName.clear();
    m_folder.append(m_foldedName, m_name);
    if (m_name.empty() && lead.phone.empty())
        m_name = lead.email;
    else if (m_name.empty() && !makeUsPhone(m_name, lead.phone))
        m_name = phoneForPeople(fromUtf8(lead.phone)).toStdString();
    if (lead.isErased)
        m_name = kNoName;
}

void RecordMaker::addShown(std::string_view text, std::string_view foldedText)
{
    if (text != foldedText)
        std::transform(text.begin(), text.end(), std::back_inserter(m_record), withoutControl);
    m_record += '\n';
}

const std::string &RecordMaker::make(const LeadRow &lead)
{
    setName(lead);
    m_foldedEmail.clear();
    m_folder.append(m_foldedEmail, lead.email);
    m_record.clear();
    addShown(m_name, m_foldedName);
    addShown(lead.email, m_foldedEmail);
    m_record.append(m_foldedName).append(1, '\n').append(m_foldedEmail).append(1, '\n');
    m_folder.append(m_record, lead.phone);
    m_record += '\n';
    m_folder.append(m_record, lead.address);
    m_record += '\n';
    m_folder.append(m_record, lead.words);
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
    return shown == kNoName ? std::string_view() : shown.empty() ? partOf(record, RecordPart::Name) : shown;
}

std::string_view shownEmail(std::string_view record)
{
    const std::string_view shown = partOf(record, RecordPart::ShownEmail);
    return shown.empty() ? partOf(record, RecordPart::Email) : shown;
}

} // namespace pl::columns
