#pragma once

#include "models/importing/field.h"
#include "models/importing/knownrows.h"
#include "models/importing/moments.h"
#include "models/importing/sheet.h"
#include "models/importing/watch.h"

#include <QTimeZone>

namespace pl::importing {

/// What happens to a row that is there already, or that the file has twice.
enum class OnMatch { Skip, Update, Add };

/// How a file's rows are read.
struct ImportRules
{
    ImportKind kind = ImportKind::Leads;
    QList<Field> fields;                                                         ///< one a column
    QList<MatchBy> matchBy{MatchBy::ExternalId, MatchBy::Email, MatchBy::Phone}; ///< the first that finds one counts
    OnMatch onMatch = OnMatch::Skip;
    QTimeZone zone = QTimeZone::utc(); ///< of moments without one: the office's
    Timestamp now;                     ///< nothing is dated later
    QStringList services;              ///< the office's, to which words of the file are matched; others are kept
};

/// One row, checked.
struct CheckedRow
{
    enum class State {
        New,
        Changes,   ///< one that is there, and something differs
        Same,      ///< there already, with nothing new; not written
        Duplicate, ///< there already, or an earlier line of the file is the same; not written
        Wrong      ///< `error` says why, by column of the table; not written
    };
    State state = State::New;
    ImportRow row;
    Error error = {};
    QString matchedName = {}; ///< who is there already
    int sameAsLine = 0;       ///< the earlier line; 0: none
};

struct CheckedSheet
{
    ImportRules rules;
    std::vector<CheckedRow> rows; ///< one a row of the sheet, in its order
    QList<DayOrder> dayOrders;    ///< one a column
    QHash<QString, int> lines;    ///< whom the file has, by address, number and id: the first line with them

    int count(CheckedRow::State state) const;
    /// The wrong ones.
    std::vector<RowFault> faults() const;
    /// What is written: new rows and changes.
    ImportOrder order(const QString &fileName) const;
};

/// Checks a sheet: values, then matches with `known` and within the file. Fails as Cancelled, and as InvalidInput when
/// the columns can't make a row: for leads, neither e-mail address nor phone number; for plumbers, one that is
/// required. `known` holds the plumbers for either kind, and for leads the leads. For any thread.
Result<CheckedSheet> checkSheet(const Sheet &sheet, const ImportRules &rules, const KnownRows &known,
                                const Watch &watch = {});

/// Checks one row again, after somebody changed its cells; the others stay as they were.
void recheckRow(CheckedSheet &checked, const Sheet &sheet, std::size_t index, const KnownRows &known);

/// What a file's wrong lines look like as a file of their own: the header, the lines, and a last column "Problem".
/// readSheet and guessColumns take it back: that column is ignored.
QByteArray faultsAsCsv(const Sheet &sheet, const std::vector<RowFault> &faults);

} // namespace pl::importing
