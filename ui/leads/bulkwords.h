#pragma once

#include "models/replica/bulkplan.h"

#include <QString>

namespace pl::ui {

// Words about what is done to several leads at once.

enum class BulkKind { Assign, Unassign, Complete, Duplicate, Note, Undo };

/// "Assigning 12 leads"
QString bulkRunningTitle(BulkKind kind, int leads);
/// "12 leads assigned"
QString bulkDoneText(BulkKind kind, int leads);
/// "Not assigned: 1 lead"
QString bulkNotDoneText(BulkKind kind, int leads);
/// "assign 12 leads": what a menu offers to undo. Empty for what can't be undone.
QString bulkUndoText(BulkKind kind, int leads);

/// "8.7 mi · 4 of 5", "already with Ann Lee", "nobody": beside a lead in the preview.
QString planReason(const replica::PlannedLead &row, const QString &currentPlumber);
/// Everything that speaks for or against it, for the tool tip and screen readers.
QString planExplanation(const replica::PlannedLead &row);
/// "Emma Flores stays in To assign: nobody within reach offers Toilet Repair." About several: how many stay, and why.
/// Empty when none does.
QString staysText(const QList<replica::PlannedLead> &rows);

} // namespace pl::ui
