#pragma once

#include "server/move/moveplan.h"

#include <QByteArray>

namespace pl {

/// What a move will do: tables, their rows here, and how many of them are there already. `waiting`: entries of the
/// journal that have not been forwarded.
QByteArray movePlanText(const QList<move::MoveTable> &tables, const QList<move::TableState> &here,
                        const move::MoveProgress &progress, qint64 waiting);
/// "table, here, there, same", and the sums of columns with money.
QByteArray comparisonText(const QList<move::Comparison> &comparisons);
/// The names of tables that differ.
QStringList differingTables(const QList<move::Comparison> &comparisons);
/// What is to be done after a move.
QByteArray afterMoveText(qint64 waiting, const QString &databaseFile);

} // namespace pl
