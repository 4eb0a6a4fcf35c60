#pragma once

#include "models/disk/rowfields.h"
#include "models/sqlite/sqlitedb.h"

#include <concepts>

namespace pl::disk {

template <class E>
concept Enumeration = std::is_enum_v<E>;

/// Binds a row's members to a statement's parameters, from 1 on. Ids become 16 bytes, times microseconds, words of an
/// enumeration their number, lists and objects their JSON, and what is not there NULL.
class RowBinder
{
public:
    explicit RowBinder(sqlite::SqliteStatement &statement) : m_statement(statement) {}

    template <class V>
    void operator()(const char *, const V &value)
    {
        put(value);
    }

private:
    void put(const QUuid &id) { m_statement.bindBlob(++m_at, id.toRfc4122()); }
    void put(const QString &text) { m_statement.bindText(++m_at, text.isNull() ? QByteArray("") : text.toUtf8()); }
    void put(Timestamp at) { m_statement.bind(++m_at, at.micros); }
    void put(QDate day) { m_statement.bind(++m_at, day.toJulianDay()); }
    void put(std::integral auto number) { m_statement.bind(++m_at, qint64(number)); }
    void put(Enumeration auto value) { m_statement.bind(++m_at, qint64(value)); }
    void put(const nlohmann::json &value)
    {
        m_statement.bindText(++m_at, value.is_null() ? QByteArray() : dumpJson(value));
    }
    void put(const QStringList &list) { put(toJson(list)); }
    void put(const WorkHours &hours) { put(hours.toJson()); }
    template <class V>
    void put(const std::optional<V> &value)
    {
        if (value)
            put(*value);
        else
            m_statement.bindNull(++m_at);
    }

    sqlite::SqliteStatement &m_statement;
    int m_at = 0;
};

/// The reverse: fills a row from a statement's columns, from 0 on.
class RowReader
{
public:
    explicit RowReader(const sqlite::SqliteStatement &statement) : m_statement(statement) {}

    template <class V>
    void operator()(const char *, V &value)
    {
        take(value);
        ++m_at;
    }

private:
    void take(QUuid &id) { id = QUuid::fromRfc4122(m_statement.view(m_at)); }
    void take(QString &text) { text = m_statement.text(m_at); }
    void take(Timestamp &at) { at.micros = m_statement.integer(m_at); }
    void take(QDate &day) { day = QDate::fromJulianDay(m_statement.integer(m_at)); }
    void take(bool &value) { value = m_statement.integer(m_at) != 0; }
    void take(std::integral auto &number) { number = std::decay_t<decltype(number)>(m_statement.integer(m_at)); }
    void take(Enumeration auto &value) { value = std::decay_t<decltype(value)>(m_statement.integer(m_at)); }
    void take(nlohmann::json &value) { value = json(); }
    void take(QStringList &list)
    {
        list.clear();
        for (const nlohmann::json &text : json())
            list += QString::fromStdString(text.get<std::string>());
    }
    void take(WorkHours &hours) { hours = WorkHours::fromJson(json()).valueOr({}); }
    template <class V>
    void take(std::optional<V> &value)
    {
        if (m_statement.isNull(m_at))
            value.reset();
        else
            take(value.emplace());
    }
    nlohmann::json json() const
    {
        return m_statement.isNull(m_at) ? nlohmann::json()
                                        : parseJson(m_statement.bytes(m_at), {}).valueOr(nlohmann::json());
    }

    const sqlite::SqliteStatement &m_statement;
    int m_at = 0;
};

/// Notes what a table's file format depends on: names, and the words that numbers stand for.
class FormatNoter
{
public:
    template <class V>
    void operator()(const char *name, const V &)
    {
        names += name;
        m_format += QByteArray(name) + words<V>() + ',';
    }
    QByteArrayList names;
    const QByteArray &format() const { return m_format; }

private:
    template <class V>
    static QByteArray words()
    {
        QByteArray list;
        if constexpr (requires { typename V::value_type; } && !std::is_same_v<V, QString>) {
            if constexpr (std::is_enum_v<typename V::value_type>)
                return words<typename V::value_type>();
        } else if constexpr (std::is_enum_v<V>) {
            for (const QLatin1StringView word : kEnumNames<V>)
                list += '|' + QByteArray(word.data(), word.size());
        }
        return list;
    }

    QByteArray m_format;
};

/// The SQL about one table. `place` is the row's number in the file, by which all rows are read in slices.
struct TableSql
{
    QByteArray name;
    QByteArray format; ///< differs when the table's columns, or what is in them, would be read differently
    QByteArray columns;
    QByteArray create;
    QByteArray upsert; ///< an older or equal version changes nothing

    template <class T>
    static const TableSql &of()
    {
        static const TableSql sql = [] {
            FormatNoter noter;
            RowFields<T>::each(static_cast<const T &>(T()), noter);
            return make(RowFields<T>::kTable, noter.names, noter.format());
        }();
        return sql;
    }

private:
    static TableSql make(const QByteArray &name, const QByteArrayList &columns, const QByteArray &format);
};

template <class T>
void bindRow(sqlite::SqliteStatement &statement, const T &row)
{
    RowFields<T>::each(row, RowBinder(statement));
}

template <class T>
T readRow(const sqlite::SqliteStatement &statement)
{
    T row;
    RowFields<T>::each(row, RowReader(statement));
    return row;
}

} // namespace pl::disk
