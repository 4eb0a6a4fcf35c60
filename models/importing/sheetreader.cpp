#include "models/importing/sheetreader.h"

#include "models/importing/headerfinder.h"
#include "models/importing/rowsink.h"
#include "models/importing/textsheet.h"
#include "models/importing/xlsxsheet.h"

#include <QCoreApplication>

namespace pl::importing {
namespace {

struct ReaderWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::importing::SheetReader)
};

Result<Sheet> readAny(const QByteArray &bytes, const QString &fileName, const QString &title, const Watch &watch)
{
    if (bytes.size() > kMaxFileBytes)
        return Error{ErrorCode::TooLarge,
                     ReaderWords::tr("The file has more than 512 MB. Split it into several files.")};
    // Excel's format before 2007; an encrypted workbook is packed in the same container.
    if (bytes.startsWith("\xd0\xcf\x11\xe0"))
        return Error{
            ErrorCode::InvalidInput,
            ReaderWords::tr("%1 is an old Excel file (.xls) or has a password. Open it in Excel and save it as "
                            ".xlsx without a password, or as CSV.")
                .arg(shownFileName(fileName))};
    if (bytes.startsWith("PK\x03\x04") || bytes.startsWith("PK\x05\x06"))
        return readXlsxSheet(bytes, fileName, title, watch);
    return readTextSheet(bytes, fileName, watch);
}

} // namespace

Result<Sheet> readSheet(const QByteArray &bytes, const QString &fileName, const SheetOptions &options,
                        const Watch &watch)
{
    auto sheet = readAny(bytes, fileName, options.title, watch);
    if (!sheet)
        return sheet;
    takeHeader(*sheet, options.hasHeader);
    // An empty sheet of a workbook is shown, so that another can be chosen.
    if (sheet->rows.empty() && sheet->titles.size() < 2)
        return Error{ErrorCode::InvalidInput, ReaderWords::tr("%1 has no rows.").arg(shownFileName(fileName))};
    if (sheet->rows.size() > std::size_t(kMaxRows))
        return Error{ErrorCode::TooLarge,
                     ReaderWords::tr("The file has more than 1,000,000 rows. Split it into several files.")};
    return sheet;
}

} // namespace pl::importing
