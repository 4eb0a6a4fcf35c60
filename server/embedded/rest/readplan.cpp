#include "server/embedded/rest/readplan.h"

#include "server/embedded/rest/pgcast.h"
#include "server/embedded/rest/relations.h"
#include "server/embedded/store/resterror.h"

#include <algorithm>

namespace pl::embedded {
namespace {

constexpr int kMaxEmbeddingDepth = 8;
constexpr size_t kMaxCells = 100; // SQLite's functions accept 127 arguments

/// `consent->from->>ip` is called "ip", `services->0` "services".
QString answerName(const SelectItem &item)
{
    if (!item.alias.isNull())
        return item.alias;
    for (auto step = item.field.steps.crbegin(); step != item.field.steps.crend(); ++step)
        if (!step->isIndex)
            return step->key;
    return item.field.name;
}

void addColumn(ReadNode &node, const SelectItem &item)
{
    if (item.isAggregate)
        throw RestError{400, QStringLiteral("PGRST123"), QStringLiteral("Use of aggregate functions is not allowed")};
    if (item.field.name == u"*") {
        for (const Column &column : node.table->columns)
            node.columns.push_back({column.name, &column});
        return;
    }
    const Column *column = node.table->column(item.field.name);
    // `leads.count` is count(leads) to PostgreSQL, as long as there is no column of that name.
    if (column == nullptr && item.field.name != u"count")
        throw RestError::unknownColumn(node.alias, item.field.name);
    node.columns.push_back({answerName(item), column, item.field.steps, item.cast});
    checkCast(node.columns.back());
}

void checkAggregation(const ReadNode &node)
{
    const auto isCount = [](const SelectedColumn &c) { return c.isCount(); };
    if (std::none_of(node.columns.begin(), node.columns.end(), isCount))
        return;
    const auto plain = std::find_if_not(node.columns.begin(), node.columns.end(), isCount);
    QString column;
    if (plain != node.columns.end())
        column = plain->column->name;
    else if (!node.order.empty())
        column = node.order.front().field.name;
    else if (!node.children.empty())
        column = node.children.front().parentColumn;
    if (!column.isNull())
        throw RestError::postgres(
            QStringLiteral("42803"),
            QStringLiteral("column \"%1.%2\" must appear in the GROUP BY clause or be used in an aggregate function")
                .arg(node.alias, column));
}

void addItems(ReadNode &node, const std::vector<SelectItem> &items, int depth);

ReadNode embedded(const ReadNode &parent, const SelectItem &item, int depth)
{
    if (depth > kMaxEmbeddingDepth)
        throw RestError{400, QStringLiteral("PGRST100"), QStringLiteral("embedding is nested too deeply")};
    const Relation relation = findRelation(*parent.table, item.field.name, item.hint);
    ReadNode node;
    node.table = relation.table;
    node.alias = relation.table->name + u'_' + QString::number(depth);
    node.relation = item.field.name;
    node.name = item.alias.isNull() ? item.field.name : item.alias;
    node.ownColumn = relation.ownColumn;
    node.parentColumn = relation.parentColumn;
    node.toOne = relation.toOne;
    node.inner = item.isInner;
    node.spread = item.isSpread;
    addItems(node, item.items, depth);
    return node;
}

void addItems(ReadNode &node, const std::vector<SelectItem> &items, int depth)
{
    for (const SelectItem &item : items)
        if (item.isRelation)
            node.children.push_back(embedded(node, item, depth + 1));
    for (const SelectItem &item : items)
        if (!item.isRelation)
            addColumn(node, item);
    if (node.columns.size() + node.children.size() > kMaxCells)
        throw RestError::tooLarge();
}

ReadNode &nodeAt(ReadNode &root, const QStringList &path)
{
    ReadNode *node = &root;
    for (const QString &step : path) {
        const ReadNode *found = node->child(step);
        if (found == nullptr)
            throw RestError{400,
                            QStringLiteral("PGRST108"),
                            QStringLiteral("'%1' is not an embedded resource in this request").arg(step),
                            {},
                            QStringLiteral("Verify that '%1' is included in the 'select' query parameter.").arg(step)};
        node = const_cast<ReadNode *>(found);
    }
    return *node;
}

void boundRows(ReadNode &node, qint64 maxRows)
{
    node.limit = std::min(node.limit.value_or(maxRows), maxRows);
    for (ReadNode &child : node.children)
        boundRows(child, maxRows);
}

void checkTree(const ReadNode &node)
{
    checkAggregation(node);
    for (const OrderTerm &term : node.order) {
        if (term.relation.isEmpty())
            continue;
        const ReadNode *child = node.child(term.relation);
        if (child == nullptr)
            throw RestError{400, QStringLiteral("PGRST108"),
                            QStringLiteral("'%1' is not an embedded resource in this request").arg(term.relation)};
        if (!child->toOne)
            throw RestError{400, QStringLiteral("PGRST118"),
                            QStringLiteral("A related order on '%1' is not possible").arg(term.relation),
                            QStringLiteral("'%1' and '%2' do not form a many-to-one or one-to-one relationship")
                                .arg(node.table->name, term.relation)};
    }
    for (const ReadNode &child : node.children)
        checkTree(child);
}

void addRanges(ReadNode &root, const RestQuery &query)
{
    for (const auto &[path, limit] : query.limits) {
        if (limit < 0)
            throw RestError::notSatisfiable(QStringLiteral("Limit should be greater than or equal to zero."));
        nodeAt(root, path).limit = limit;
    }
    for (const auto &[path, offset] : query.offsets) {
        if (offset < 0)
            throw RestError::postgres(QStringLiteral("2201X"), QStringLiteral("OFFSET must not be negative"));
        nodeAt(root, path).offset = offset;
    }
}

} // namespace

const ReadNode *ReadNode::child(const QString &called) const
{
    const auto found = std::find_if(children.begin(), children.end(), [&](const ReadNode &node) {
        return node.relation == called || node.name == called;
    });
    return found == children.end() ? nullptr : &*found;
}

ReadNode planRead(const Table &table, const RestQuery &query, bool withOwnConditions, qint64 maxRows)
{
    ReadNode root;
    root.table = &table;
    root.alias = table.name;
    addItems(root, query.select, 0);
    for (const auto &[path, condition] : query.conditions)
        if (withOwnConditions || !path.isEmpty())
            nodeAt(root, path).conditions.push_back(condition);
    for (const auto &[path, terms] : query.orders)
        nodeAt(root, path).order = terms;
    addRanges(root, query);
    checkTree(root);
    boundRows(root, maxRows);
    return root;
}

} // namespace pl::embedded
