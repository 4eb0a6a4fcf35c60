#pragma once

#include "server/move/movetable.h"

#include <QCryptographicHash>
#include <QVariant>

namespace pl::move {

/// What a table holds, for comparison.
struct TableState
{
    qint64 rows = 0;
    QList<qint64> cents; ///< sums of MoveTable::centColumns()
    QByteArray hash;     ///< of all rows, in the order of their keys

    bool operator==(const TableState &) const = default;
};

/// A table's hash in a form that both databases can compute: of each row the MD5 of its cells, of these, in the order
/// of keys, the SHA-256. A cell is its text with its length in bytes before it, so that no two rows look alike.
class RowDigest
{
public:
    explicit RowDigest(const MoveTable &table);

    /// The row's values as SQLite keeps them; null variants for null.
    void add(const QVariantList &row);
    TableState state() const;

    /// The query that gives the same of the target's table: rows, hash, sums.
    static QString query(const MoveTable &table);

private:
    const MoveTable &m_table;
    const QList<qsizetype> m_centColumns;
    QCryptographicHash m_hash{QCryptographicHash::Sha256};
    TableState m_state;
};

} // namespace pl::move
