#pragma once

#include "server/embedded/store/schema.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace pl::move {

/// A column on both sides.
struct MoveColumn
{
    QString source; ///< as SQLite selects it
    QString target;
    embedded::PgType type;
};

/// A table that moves, from the embedded database to a project's.
struct MoveTable
{
    QString name;   ///< what people read: "leads", "accounts"
    QString source; ///< in the embedded database
    QString target; ///< "public.leads"
    QList<MoveColumn> columns = {};
    qsizetype key = 0;               ///< the primary key's place in `columns`
    bool isNumbered = false;         ///< its keys come from a sequence
    QStringList selfReferences = {}; ///< columns that name other rows of the same table; filled when all rows are there
    QStringList fixedColumns = {};   ///< of the target alone, with the values of `fixedValues`
    QStringList fixedValues = {};    ///< SQL
    QString andThen = {};            ///< a statement that follows each insert; empty: none

    const MoveColumn &keyColumn() const { return columns.at(key); }
    /// Whether the project's owner also owns the table. Auth owns its own, and its triggers stay as they are.
    bool isOurs() const { return target.startsWith(u"public."); }
    /// Places of the columns that hold money.
    QList<qsizetype> centColumns() const;
};

/// All tables of the schema, and the accounts. A table comes after those that it refers to.
QList<MoveTable> moveTables();

/// `"name"`, for SQL.
QString quotedName(const QString &name);

} // namespace pl::move
