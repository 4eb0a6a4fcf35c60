#pragma once

#include "server/move/rowdigest.h"

#include <QMap>

#include <optional>

namespace pl::move {

/// A table's rows, or what one of its columns says of its other rows.
struct MoveStep
{
    const MoveTable *table;
    QString reference = {}; ///< one of selfReferences; empty: the rows

    QString name() const { return reference.isEmpty() ? table->name : table->name + u'.' + reference; }
};

/// How far a step is, as the project keeps it.
struct StepProgress
{
    QString position; ///< the key that was written last; null: none yet
    qint64 rows = 0;
    bool isDone = false;
};

/// How far a move is, as the project keeps it.
struct MoveProgress
{
    enum class Stage {
        NotBegun,
        Begun,
        Done ///< verified; the project has been on its own since
    };
    Stage stage = Stage::NotBegun;
    QString office = {}; ///< whose rows these are, see OfficeMove
    QString doneAt = {}; ///< for people
    QMap<QString, StepProgress> steps = {};
};

/// A table on both sides.
struct Comparison
{
    const MoveTable *table;
    TableState here;
    TableState there;
};

} // namespace pl::move
