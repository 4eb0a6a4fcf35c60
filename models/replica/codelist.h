#pragma once

#include <QHash>
#include <QList>

#include <cstdint>

namespace pl::replica {

/// What many rows share, as numbers in the order in which they came. A value; copying it costs nothing.
template <class T>
class CodeList
{
public:
    using Code = std::uint32_t;

    /// Made when it is new.
    Code codeOf(const T &value)
    {
        const auto known = m_codes.constFind(value);
        if (known != m_codes.cend())
            return *known;
        const auto code = static_cast<Code>(m_values.size());
        m_values += value;
        m_codes.insert(value, code);
        return code;
    }
    std::optional<Code> find(const T &value) const
    {
        const auto known = m_codes.constFind(value);
        return known == m_codes.cend() ? std::nullopt : std::optional(*known);
    }
    const T &value(Code code) const { return m_values[qsizetype(code)]; }
    const QList<T> &values() const { return m_values; }
    std::size_t size() const { return static_cast<std::size_t>(m_values.size()); }

private:
    QList<T> m_values;
    QHash<T, Code> m_codes;
};

} // namespace pl::replica
