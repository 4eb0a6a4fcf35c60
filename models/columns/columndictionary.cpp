#include "models/columns/columndictionary.h"

#include "models/columns/collation.h"
#include "models/columns/imageblocks.h"
#include "models/columns/leadrecord.h"

#include <algorithm>
#include <numeric>

namespace pl::columns {

ColumnDictionary::ColumnDictionary(Names names) : m_names(names), m_entries(1) {}

ColumnDictionary::Code ColumnDictionary::find(std::string_view key) const
{
    const auto known = m_codes.find(key);
    return known == m_codes.end() ? 0 : known->second;
}

ColumnDictionary::Code ColumnDictionary::use(std::string_view key)
{
    if (key.empty())
        return 0;
    const Code known = find(key);
    const Code code = known != 0 ? known : add(key);
    ++m_entries[code].rows;
    return code;
}

ColumnDictionary::Code ColumnDictionary::add(std::string_view key)
{
    Code code = static_cast<Code>(m_entries.size());
    if (m_free.empty()) {
        m_entries.emplace_back();
    } else {
        code = m_free.back();
        m_free.pop_back();
    }
    m_entries[code].key = key;
    m_codes.emplace(key, code);
    rename(code, m_names == Names::AreKeys ? key : std::string_view());
    return code;
}

void ColumnDictionary::rename(Code code, std::string_view name)
{
    Entry &entry = m_entries[code];
    entry.name = name;
    entry.folded.clear();
    appendFolded(entry.folded, name);
    ++m_revision;
}

void ColumnDictionary::release(Code code)
{
    if (code == 0)
        return;
    --m_entries[code].rows;
    dropUnused(code);
}

void ColumnDictionary::dropUnused(Code code)
{
    Entry &entry = m_entries[code];
    if (entry.rows != 0 || entry.isNamed)
        return;
    m_codes.erase(entry.key);
    for (std::string *text : {&entry.key, &entry.name, &entry.folded})
        std::fill(text->begin(), text->end(), '\0');
    entry = {};
    m_free.push_back(code);
    ++m_revision;
}

void ColumnDictionary::setName(std::string_view key, const QString &name)
{
    if (key.empty())
        return;
    const std::string text = name.toStdString();
    const Code known = find(key);
    const Code code = known != 0 ? known : add(key);
    m_entries[code].isNamed = true;
    if (m_entries[code].name != text)
        rename(code, text);
}

void ColumnDictionary::clearNames()
{
    for (Code code = 1; code < m_entries.size(); ++code)
        if (m_entries[code].isNamed) {
            m_entries[code].isNamed = false;
            rename(code, m_names == Names::AreKeys ? std::string_view(m_entries[code].key) : std::string_view());
            dropUnused(code);
        }
}

const std::vector<std::uint32_t> &ColumnDictionary::ranks(const Collation &collation) const
{
    if (m_ranked == m_revision)
        return m_ranks;
    m_ranked = m_revision;
    m_ranks.assign(m_entries.size(), 0);
    std::vector<Code> sorted(m_entries.size());
    std::iota(sorted.begin(), sorted.end(), Code(0));
    std::sort(sorted.begin(), sorted.end(),
              [&](Code a, Code b) { return collation.compare(m_entries[a].name, m_entries[b].name) < 0; });
    for (std::size_t at = 1; at < sorted.size(); ++at)
        m_ranks[sorted[at]] = m_ranks[sorted[at - 1]] +
                              (collation.compare(m_entries[sorted[at - 1]].name, m_entries[sorted[at]].name) != 0);
    return m_ranks;
}

void ColumnDictionary::write(ImageWriter &to) const
{
    std::vector<std::uint32_t> sizes;
    std::vector<char> keys;
    for (const Entry &entry : m_entries) {
        const std::string_view key = entry.rows > 0 ? std::string_view(entry.key) : std::string_view();
        sizes.push_back(static_cast<std::uint32_t>(key.size()));
        keys.insert(keys.end(), key.begin(), key.end());
    }
    to.values(sizes);
    to.values(keys);
}

bool ColumnDictionary::read(ImageReader &from, const std::vector<Code> &codes)
{
    std::vector<std::uint32_t> sizes;
    std::vector<char> keys;
    return from.values(sizes) && from.values(keys) && takeKeys(sizes, {keys.data(), keys.size()}) && countRows(codes);
}

bool ColumnDictionary::takeKeys(const std::vector<std::uint32_t> &sizes, std::string_view keys)
{
    if (sizes.empty() || sizes.front() != 0)
        return false;
    m_entries.resize(sizes.size());
    for (Code code = 1; code < sizes.size(); ++code) {
        const std::string_view key = keys.substr(0, sizes[code]);
        keys.remove_prefix(key.size());
        if (sizes[code] == 0)
            m_free.push_back(code);
        else if (key.size() != sizes[code] || !m_codes.emplace(key, code).second)
            return false;
        m_entries[code].key = key;
        rename(code, m_names == Names::AreKeys ? key : std::string_view());
    }
    return keys.empty();
}

/// Each entry has rows, and each row an entry.
bool ColumnDictionary::countRows(const std::vector<Code> &codes)
{
    for (const Code code : codes) {
        if (code >= m_entries.size())
            return false;
        ++m_entries[code].rows;
    }
    m_entries.front().rows = 0;
    return std::all_of(m_entries.begin(), m_entries.end(),
                       [](const Entry &entry) { return entry.key.empty() == (entry.rows == 0); });
}

std::size_t ColumnDictionary::bytes() const
{
    constexpr std::size_t kNode = sizeof(std::string) + 4 * sizeof(void *);
    std::size_t sum = m_entries.capacity() * sizeof(Entry) + m_codes.size() * kNode +
                      (m_ranks.capacity() + m_free.capacity()) * sizeof(Code);
    for (const Entry &entry : m_entries)
        for (const std::string *text : {&entry.key, &entry.name, &entry.folded})
            sum += text->capacity() > 15 ? text->capacity() + 1 : 0;
    return sum;
}

} // namespace pl::columns
