#pragma once

#include "server/embedded/rest/restquery.h"
#include "server/embedded/store/schema.h"

namespace pl::embedded {

/// A column of an answer; without a column it is a row count.
struct SelectedColumn
{
    QString name; ///< its key in the answer
    const Column *column = nullptr;
    QList<JsonStep> steps = {};
    QString cast = {};

    bool isCount() const { return column == nullptr; }
};

/// One table of a read, the request's own or an embedded one, with all its parameters.
struct ReadNode
{
    const Table *table = nullptr;
    QString alias;    ///< its name in SQL and in errors: "leads", and "plumbers_1" once embedded
    QString name;     ///< its key in the answer
    QString relation; ///< how the request calls it: the table, the foreign key's column or its constraint
    std::vector<SelectedColumn> columns;
    std::vector<Condition> conditions;
    std::vector<OrderTerm> order;
    std::optional<qint64> limit;
    qint64 offset = 0;

    // Its relation to its parent.
    QString ownColumn;
    QString parentColumn;
    bool toOne = false;
    bool inner = false;
    bool spread = false;
    std::vector<ReadNode> children;

    bool isCount() const { return !columns.empty() && columns.front().isCount(); }
    /// An embedding without columns, `plumbers()`, used only for filtering.
    bool isHidden() const { return columns.empty() && children.empty(); }
    const ReadNode *child(const QString &called) const;
};

/// Resolves the query's names in the schema. `withOwnConditions`: conditions on the request's own table are part of the
/// read (in a write they choose the rows to be written instead). `maxRows` bounds every level. Throws RestError.
ReadNode planRead(const Table &table, const RestQuery &query, bool withOwnConditions, qint64 maxRows);

} // namespace pl::embedded
