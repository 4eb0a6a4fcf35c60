#pragma once

#include <QByteArrayView>
#include <QList>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace pl::embedded {

/// A parsed query string; names are not resolved yet.

/// `->key`, `->>0` after a column's name.
struct JsonStep
{
    QString key;
    bool isIndex = false;
    bool asText = false; ///< `->>`
    bool operator==(const JsonStep &) const = default;
};

struct FieldPath
{
    QString name;
    QList<JsonStep> steps = {};
    bool operator==(const FieldPath &) const = default;
};

enum class Operator {
    Eq,
    Neq,
    Gt,
    Gte,
    Lt,
    Lte,
    Like,
    Ilike,
    Match,
    Imatch,
    In,
    Is,
    IsDistinct,
    Contains,
    ContainedBy,
    Overlaps
};

enum class Quantifier { None, Any, All };

/// One condition, or several under `and`/`or`.
struct Condition
{
    enum class Kind { Test, And, Or };

    Kind kind = Kind::Test;
    bool negated = false;
    FieldPath field = {};
    Operator op = Operator::Eq;
    Quantifier quantifier = Quantifier::None;
    QString value = {};      ///< Is: one of null, not_null, true, false, unknown
    QStringList values = {}; ///< In, and a quantifier's array
    std::vector<Condition> parts = {};
};

struct OrderTerm
{
    QString relation = {}; ///< `plumbers(last_name)`: a column of a to-one embedding
    FieldPath field;
    bool descending = false;
    std::optional<bool> nullsFirst = std::nullopt;
};

/// One item of `select`: a column, or an embedded relation with items of its own.
struct SelectItem
{
    QString alias = {};
    FieldPath field = {}; ///< for a relation its target
    QString cast = {};
    bool isRelation = false;
    bool isSpread = false;
    bool isInner = false;
    bool isAggregate = false; ///< `amount_cents.sum()`
    QString hint = {};
    std::vector<SelectItem> items = {};
};

/// `path` names an embedding by its relations; empty means the request's own table.
template <class T>
struct AtPath
{
    QStringList path;
    T what;
};

struct RestQuery
{
    std::vector<SelectItem> select;
    std::vector<AtPath<Condition>> conditions;
    std::vector<AtPath<std::vector<OrderTerm>>> orders;
    std::vector<AtPath<qint64>> limits;
    std::vector<AtPath<qint64>> offsets;
    std::optional<QStringList> columns;
    std::optional<QStringList> onConflict;

    /// Reads a query string, still percent-encoded. Throws RestError (PGRST100) at the first syntax error.
    static RestQuery parse(QByteArrayView query);
};

} // namespace pl::embedded
