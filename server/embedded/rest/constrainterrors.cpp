#include "server/embedded/rest/rowwriter.h"

#include "server/embedded/store/pgvalue.h"

#include <algorithm>

namespace pl::embedded {
namespace {

constexpr qsizetype kMaxShownValue = 64;

/// "what" from "… constraint failed: what"; null for any other message.
QString failed(const QString &refusal, const char *kind)
{
    const QString prefix = QLatin1StringView(kind) + QStringLiteral(" constraint failed: ");
    return refusal.startsWith(prefix) ? refusal.mid(prefix.size()) : QString();
}

/// A trigger may have written to a table other than the request's.
const Table *tableOf(const QString &qualifiedColumn)
{
    return Schema::instance().table(qualifiedColumn.section(u'.', 0, 0));
}

QStringList columnNames(const QString &qualifiedColumns)
{
    QStringList names;
    for (const QString &column : qualifiedColumns.split(QStringLiteral(", ")))
        names += column.section(u'.', 1);
    return names;
}

} // namespace

void RowWriter::throwConstraint(const QString &refusal, const Record &before, const Record &row)
{
    if (const QString check = failed(refusal, "CHECK"); !check.isNull())
        throw error(
            "23514",
            QStringLiteral("new row for relation \"%1\" violates check constraint \"%2\"").arg(m_table.name, check),
            failingRow(row));
    if (const QString column = failed(refusal, "NOT NULL"); !column.isNull())
        throw error("23502",
                    QStringLiteral("null value in column \"%1\" of relation \"%2\" violates not-null constraint")
                        .arg(column.section(u'.', 1), column.section(u'.', 0, 0)),
                    failingRow(row));
    if (const QString columns = failed(refusal, "UNIQUE"); !columns.isNull())
        throwUnique(columns, row);
    if (refusal.startsWith(u"FOREIGN KEY"))
        throwForeignKey(before, row);
    // A trigger's own refusal begins with the code that PostgreSQL's trigger raises.
    if (refusal.startsWith(u"P0001 "))
        throw error("P0001", refusal.mid(6));
    throw DatabaseError{refusal};
}

void RowWriter::throwUnique(const QString &columns, const Record &row)
{
    const Table *table = tableOf(columns);
    const QStringList names = columnNames(columns);
    const auto unique =
        std::find_if(table->uniques.begin(), table->uniques.end(), [&](const Unique &u) { return u.columns == names; });
    QString details;
    if (table == &m_table && m_caller.bypassesPolicies()) {
        QStringList values;
        for (const QString &name : names)
            values += textOf(name, row);
        details = QStringLiteral("Key (%1)=(%2) already exists.")
                      .arg(names.join(QStringLiteral(", ")), values.join(QStringLiteral(", ")));
    }
    throw error("23505",
                QStringLiteral("duplicate key value violates unique constraint \"%1\"").arg(unique->constraint),
                details);
}

/// SQLite doesn't say which key was violated, so this finds the first, in PostgreSQL's order.
void RowWriter::throwForeignKey(const Record &before, const Record &row)
{
    const auto exists = [&](const QString &table, const QString &column, const QVariant &value) {
        return !m_database
                    .value(Sql::lit("select 1 from ") + Sql::name(table) + Sql::lit(" where ") + Sql::name(column) +
                           Sql::lit(" = ") + Sql::value(value))
                    .isNull();
    };
    for (const ForeignKey &key : m_table.foreignKeys) {
        const QVariant &value = row[m_table.indexOf(key.column)];
        const Table *target = Schema::instance().table(key.target);
        if (value.isNull() || exists(key.target, target->primaryKey, value))
            continue;
        const QString shown = m_caller.bypassesPolicies()
                                  ? QStringLiteral(" (%1)=(%2)").arg(key.column, textOf(key.column, row))
                                  : QString();
        throw error("23503",
                    QStringLiteral("insert or update on table \"%1\" violates foreign key constraint \"%2\"")
                        .arg(m_table.name, key.constraint),
                    QStringLiteral("Key%1 is not present in table \"%2\".").arg(shown, key.target));
    }
    for (const auto &[table, key] : Schema::instance().referencesTo(m_table)) {
        const QVariant &value = before[m_table.indexOf(m_table.primaryKey)];
        if (!exists(table->name, key->column, value))
            continue;
        const QString shown =
            m_caller.bypassesPolicies()
                ? QStringLiteral(" (%1)=(%2)").arg(m_table.primaryKey, textOf(m_table.primaryKey, before))
                : QString();
        throw error(
            "23503",
            QStringLiteral("update or delete on table \"%1\" violates foreign key constraint \"%2\" on table \"%3\"")
                .arg(m_table.name, key->constraint, table->name),
            QStringLiteral("Key%1 is still referenced from table \"%2\".").arg(shown, table->name));
    }
    throw error("23503", QStringLiteral("a foreign key of table \"%1\" is violated").arg(m_table.name));
}

RestError RowWriter::error(const char *code, const QString &message, const QString &details) const
{
    return RestError::postgres(QString::fromLatin1(code), message, details, m_caller.isAnonymous());
}

/// Values are shown only to callers who may see every row.
QString RowWriter::failingRow(const Record &row) const
{
    if (!m_caller.bypassesPolicies())
        return {};
    QStringList values;
    for (const Column &column : m_table.columns) {
        const QString text = textOf(column.name, row);
        values += text.size() > kMaxShownValue ? text.left(kMaxShownValue) + QStringLiteral("...") : text;
    }
    return QStringLiteral("Failing row contains (%1).").arg(values.join(QStringLiteral(", ")));
}

QString RowWriter::textOf(const QString &column, const Record &row) const
{
    const qsizetype i = m_table.indexOf(column);
    if (row[i].isNull())
        return QStringLiteral("null");
    const QString text = valueToText(m_table.columns[size_t(i)].type, row[i]);
    return m_table.columns[size_t(i)].type == PgType::Boolean ? text.left(1) : text;
}

} // namespace pl::embedded
