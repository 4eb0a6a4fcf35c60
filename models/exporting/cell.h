#pragma once

#include "models/base/timestamp.h"
#include "models/domain/money.h"

#include <QDate>
#include <QList>
#include <QTimeZone>

#include <functional>
#include <optional>
#include <variant>

namespace pl::exporting {

/// A cell of a table: a value, not yet a text. Each kind of file writes it in its own way; std::monostate is an empty
/// cell.
using Cell = std::variant<std::monostate, QString, qint64, Money, Timestamp, QDate, bool>;
using Row = QList<Cell>;

struct Column
{
    QString title;
    int width = 16;        ///< in characters
    bool isNumber = false; ///< right-aligned
    bool isMoment = false; ///< the heading names the time zone
};

/// What a file needs to know before the first row.
struct TableHead
{
    QString title;
    QList<Column> columns;
    QTimeZone zone; ///< moments are written in it

    /// "Received (America/Chicago)"
    QString heading(const Column &column) const;
    QStringList headings() const;
};

/// A table whose rows are read one by one, so that it never is in memory as a whole.
struct TableSource
{
    TableHead head;
    qint64 rows = 0;
    /// The cells of a row; nothing when the row is no longer there. Called on the thread that the data lives on.
    std::function<std::optional<Row>(qint64 row)> row;
};

/// A cell as a text that programs read: ISO 8601 ("2026-11-29 15:05"), plain numbers, amounts in the locale's form
/// without a currency, "yes" and "no".
QString plainText(const Cell &cell, const QTimeZone &zone);

/// std::visit with a lambda for each kind.
template <class... F>
struct ByKind : F...
{
    using F::operator()...;
};
template <class... F>
ByKind(F...) -> ByKind<F...>;

} // namespace pl::exporting
