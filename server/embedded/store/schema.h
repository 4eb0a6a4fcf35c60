#pragma once

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace pl::embedded {

/// PostgreSQL's types that the schema uses, and how SQLite keeps them: Uuid, Varchar, Text and Jsonb as TEXT (jsonb in
/// PostgreSQL's own text form), Integer, BigInt and Boolean (0, 1) as INTEGER, Timestamptz as microseconds since 1970,
/// Date as TEXT ("2026-11-20"), TextArray as TEXT (a JSON list in jsonb's text form).
enum class PgType { Uuid, Varchar, Text, Integer, BigInt, Boolean, Timestamptz, Jsonb, Date, TextArray };

/// PostgreSQL's name of the type, as its error messages write it ("character varying").
QString typeName(PgType type);

enum class DefaultValue { None, NewUuid, Now, Literal, Identity };

struct Column
{
    QString name;
    PgType type = PgType::Text;
    int maxLength = 0; ///< Varchar: maximum characters; 0: unlimited
    bool notNull = false;
    DefaultValue defaultKind = DefaultValue::None;
    QString literal = {}; ///< the default's text, when it is a Literal
};

/// `table.column` refers to `target`'s primary key.
struct ForeignKey
{
    QString constraint;
    QString column;
    QString target;
};

struct Unique
{
    QString constraint;
    QStringList columns;
    bool partial = false; ///< has a condition: can't be the target of ON CONFLICT
};

struct Table
{
    QString name;
    std::vector<Column> columns;
    QString primaryKey;
    std::vector<ForeignKey> foreignKeys;
    std::vector<Unique> uniques; ///< the primary key first

    const Column *column(const QString &columnName) const;
    qsizetype indexOf(const QString &columnName) const;
    const Column &keyColumn() const { return *column(primaryKey); }
};

/// A foreign key as seen from its target.
struct Reference
{
    const Table *table;
    const ForeignKey *key;
};

/// The tables exposed by REST, as PostgreSQL describes them, for type conversions, error messages and embedding. The
/// constraints and triggers themselves are in migrations/*.sql.
class Schema
{
public:
    static const Schema &instance();

    const Table *table(const QString &name) const;
    const std::vector<Table> &tables() const { return m_tables; }
    /// Foreign keys that point at `target`, in the order PostgreSQL checks them.
    std::vector<Reference> referencesTo(const Table &target) const;

private:
    Schema();
    std::vector<Table> m_tables;
};

} // namespace pl::embedded
