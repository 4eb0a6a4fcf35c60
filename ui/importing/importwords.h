#pragma once

#include "models/domain/importrecord.h"
#include "models/importing/rowcheck.h"

namespace pl::ui {

/// "First name"; "Don't import" for Ignore.
QString importFieldText(importing::Field field);
/// "New", "Already here: Maria Gonzalez", "Same as line 12", "E-mail must be …".
QString checkedRowText(const importing::CheckedRow &row);
/// A row's error in one sentence, the fields by their names.
QString rowErrorText(const Error &error);
/// "1,204 leads imported, 3 changed."
QString outcomeText(const ImportOutcome &outcome, ImportKind kind);
QString undoneText(const ImportUndo &undo);
/// "leads.csv: 1,204 leads, imported by sam, 3:05 PM"
QString importRecordText(const ImportRecord &record, const QString &ownEmail, Timestamp now);
/// "1,204 leads", "3 plumbers"
QString rowsText(qint64 count, ImportKind kind);

} // namespace pl::ui
