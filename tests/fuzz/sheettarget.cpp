#include "models/importing/columnguess.h"
#include "models/importing/rowcheck.h"
#include "models/importing/sheetreader.h"
#include "tests/fuzz/targets.h"

namespace pl::fuzz {

namespace {

using namespace importing;

void checkLimits(const Sheet &sheet)
{
    if (sheet.header.size() > kMaxColumns || sheet.rows.size() > std::size_t(kMaxRows))
        qFatal("a sheet beyond its limits");
    int line = 0;
    for (const SheetRow &row : sheet.rows) {
        if (row.line() <= line)
            qFatal("two rows on one line");
        line = row.line();
        if (row.cells().size() > sheet.header.size())
            qFatal("a cell without a column");
    }
}

void checkAs(const Sheet &sheet, ImportKind kind)
{
    ImportRules rules;
    rules.kind = kind;
    rules.fields = guessColumns(sheet.header, kind);
    rules.now = Timestamp::fromMSecs(1'795'000'000'000);
    const auto checked = checkSheet(sheet, rules, KnownRows(kind));
    if (!checked)
        return;
    if (checked->rows.size() != sheet.rows.size())
        qFatal("a row that was not checked");
    (void)faultsAsCsv(sheet, checked->faults());
}

} // namespace

void runSheet(const QByteArray &input)
{
    const auto sheet = readSheet(input, QStringLiteral("fuzzed"));
    if (!sheet)
        return;
    checkLimits(*sheet);
    checkAs(*sheet, ImportKind::Leads);
    checkAs(*sheet, ImportKind::Plumbers);
}

} // namespace pl::fuzz
