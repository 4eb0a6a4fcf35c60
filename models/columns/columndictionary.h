#pragma once

#include "models/columns/bitmap.h"

#include <QString>

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace pl::columns {

class Collation;

/// What many rows share, as numbers from 1: a service, a ZIP code, or the id of a plumber or source with its name. 0 is
/// "none". An entry lives as long as a row uses it, or its name is set; then its number can get another meaning.
class ColumnDictionary
{
public:
    using Code = std::uint32_t;

    enum class Names {
        AreKeys, ///< until another is set
        AreGiven ///< empty until one is set
    };
    explicit ColumnDictionary(Names names);

    /// The key's number, made if it is new; 0 for an empty key. One more row uses it.
    Code use(std::string_view key);
    /// One row fewer uses it.
    void release(Code code);
    /// 0 when there is none.
    Code find(std::string_view key) const;
    /// What people read and search. Keeps the entry, even without rows, until clearNames().
    void setName(std::string_view key, const QString &name);
    void clearNames();

    /// One more than the greatest number in use.
    std::size_t size() const { return m_entries.size(); }
    const std::string &key(Code code) const { return m_entries[code].key; }
    const std::string &name(Code code) const { return m_entries[code].name; }         ///< UTF-8
    const std::string &foldedName(Code code) const { return m_entries[code].folded; } ///< models/base/foldedtext.h
    std::size_t rows(Code code) const { return m_entries[code].rows; }

    /// Counts up when a number gets another name or meaning: whoever has made something of names makes it again.
    std::uint64_t revision() const { return m_revision; }
    /// By number: where each name stands when all are sorted as people read them, without their case; equal ones alike.
    /// Made again when the revision has changed.
    const std::vector<std::uint32_t> &ranks(const Collation &collation) const;
    std::size_t bytes() const; ///< all memory, nearly

    /// What rows use, without names that were set.
    void write(ImageWriter &to) const;
    /// Into an empty one, for rows that have these numbers. False when they don't fit.
    bool read(ImageReader &from, const std::vector<Code> &codes);

private:
    struct Entry
    {
        std::string key;
        std::string name;
        std::string folded;
        std::size_t rows = 0;
        bool isNamed = false;
    };
    Code add(std::string_view key);
    void rename(Code code, std::string_view name);
    void dropUnused(Code code);
    bool takeKeys(const std::vector<std::uint32_t> &sizes, std::string_view keys);
    bool countRows(const std::vector<Code> &codes);

    struct Hash
    {
        using is_transparent = void;
        std::size_t operator()(std::string_view key) const { return std::hash<std::string_view>()(key); }
    };

    Names m_names;
    std::vector<Entry> m_entries;
    std::vector<Code> m_free;
    std::unordered_map<std::string, Code, Hash, std::equal_to<>> m_codes;
    std::uint64_t m_revision = 1;
    mutable std::vector<std::uint32_t> m_ranks;
    mutable std::uint64_t m_ranked = 0; ///< the revision of the ranks
};

} // namespace pl::columns
