#pragma once

#include "server/embedded/store/resterror.h"
#include "server/embedded/store/rowrules.h"

namespace pl::embedded {

/// A record's values by the names of their columns. Both must outlive it.
class NamedRow
{
public:
    NamedRow(const Table &table, Record &values) : m_table(table), m_values(values) {}
    QVariant &operator[](const char *column) { return m_values[m_table.indexOf(QLatin1StringView(column))]; }
    bool has(const char *column) const { return m_table.column(QLatin1StringView(column)) != nullptr; }
    bool is(const char *column, QStringView text)
    {
        const QVariant &value = (*this)[column];
        return !value.isNull() && value.toString() == text;
    }

private:
    const Table &m_table;
    Record &m_values;
};

/// As SQL's `is distinct from`.
inline bool isDistinct(const QVariant &a, const QVariant &b)
{
    return a.isNull() != b.isNull() || (!a.isNull() && a != b);
}

/// Refuses as a trigger of the reference schema does.
[[noreturn]] inline void refuse(const QString &why)
{
    throw RestError::postgres(QStringLiteral("P0001"), why);
}
[[noreturn]] inline void refuse(const char *why)
{
    refuse(QString::fromLatin1(why));
}

} // namespace pl::embedded
