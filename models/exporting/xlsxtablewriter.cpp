#include "models/exporting/xlsxtablewriter.h"

#include "models/base/visibletext.h"
#include "models/exporting/outputfile.h"

#include <QCoreApplication>
#include <QDir>
#include <QHash>
#include <QRegularExpression>
#include <QStorageInfo>

#include <cmath>
#include <cstdio>

#include <xlsxwriter.h>

namespace pl::exporting {
namespace {

struct SheetWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::exporting::XlsxTableWriter)
};

constexpr qsizetype kMaxCellLength = 32'767;      ///< Excel's, in UTF-16
constexpr qsizetype kMaxSheetName = 25;           ///< of 31, with room for a number
constexpr qint64 kCheckRoomEvery = 10'000;        ///< rows
constexpr qint64 kLeastRoom = 64LL * 1024 * 1024; ///< bytes

/// What Excel reads as this text: within its limit, without what XML can't hold, and without its own escapes ("_x0041_"
/// would be read as "A").
QByteArray cellBytes(const QString &text)
{
    QString shown = withoutInvisible(text);
    for (const QChar bad : {QChar(0xFFFE), QChar(0xFFFF), QChar(0)})
        shown.replace(bad, QChar::ReplacementCharacter);
    static const QRegularExpression escape(QStringLiteral("_(?=x[0-9A-Fa-f]{4}_)"));
    if (shown.contains(QStringLiteral("_x")))
        shown.replace(escape, QStringLiteral("_x005F_"));
    if (shown.size() > kMaxCellLength)
        shown.truncate(shown.at(kMaxCellLength - 1).isHighSurrogate() ? kMaxCellLength - 1 : kMaxCellLength);
    return shown.toUtf8();
}

/// Of the title what the name of a sheet may have.
QString sheetName(const QString &title, int number)
{
    QString name;
    for (const QChar c : title.left(kMaxSheetName))
        name += c.isLetterOrNumber() || c == u'-' ? c : QChar(u' ');
    name = name.simplified();
    // Excel keeps "History" for itself and calls such a file damaged.
    if (name.isEmpty() || name.compare(u"History", Qt::CaseInsensitive) == 0)
        name = SheetWords::tr("Sheet");
    return number == 1 ? name : QStringLiteral("%1 %2").arg(name).arg(number);
}

QByteArray moneyFormat(const QString &currency)
{
    const int digits = minorDigits(currency);
    const QString number = QStringLiteral("#,##0") + (digits > 0 ? u'.' + QString(digits, u'0') : QString());
    const bool isDollar = currency.compare(u"usd", Qt::CaseInsensitive) == 0;
    QString code;
    for (const QChar c : currency.toUpper())
        if (c.isLetter())
            code += c;
    return (isDollar ? QStringLiteral("[$$-409]") : QStringLiteral("[$%1] ").arg(code)).append(number).toUtf8();
}

} // namespace

/// libxlsxwriter's workbook, freed also when it is never closed.
class XlsxTableWriter::Book
{
public:
    Book(const QString &path, TableHead head) : m_head(std::move(head))
    {
        lxw_workbook_options options{LXW_TRUE, m_folder.data(), LXW_FALSE};
        m_book = workbook_new_opt(QFile::encodeName(path).constData(), &options);
        m_bold = workbook_add_format(m_book);
        format_set_bold(m_bold);
        format_set_bottom(m_bold, LXW_BORDER_THIN);
        m_day = formatOf("yyyy-mm-dd");
        m_moment = formatOf("yyyy-mm-dd hh:mm");
    }
    ~Book()
    {
        if (!m_book)
            return;
        // The library forgets the files of a workbook that is never closed.
        for (lxw_worksheet *sheet : std::as_const(m_sheets))
            if (FILE *rows = std::exchange(sheet->optimize_tmpfile, nullptr))
                std::fclose(rows);
        lxw_workbook_free(m_book);
    }
    Q_DISABLE_COPY_MOVE(Book)

    void beginSheet()
    {
        endSheet();
        const int number = static_cast<int>(m_sheets.size()) + 1;
        m_sheet = workbook_add_worksheet(m_book, sheetName(m_head.title, number).toUtf8().constData());
        m_sheets += m_sheet;
        m_row = 0;
        for (qsizetype i = 0; i < m_head.columns.size(); ++i) {
            const Column &column = m_head.columns.at(i);
            const auto at = static_cast<lxw_col_t>(i);
            worksheet_set_column(m_sheet, at, at, column.width, nullptr);
            worksheet_write_string(m_sheet, 0, at, cellBytes(m_head.heading(column)).constData(), m_bold);
        }
        worksheet_freeze_panes(m_sheet, 1, 0);
    }

    bool add(const Row &row)
    {
        ++m_row;
        lxw_col_t column = 0;
        for (const Cell &cell : row)
            if (put(cell, column++) != LXW_NO_ERROR)
                return false;
        return true;
    }

    lxw_error close()
    {
        endSheet();
        return workbook_close(std::exchange(m_book, nullptr));
    }

private:
    void endSheet()
    {
        if (m_sheet && !m_head.columns.isEmpty())
            worksheet_autofilter(m_sheet, 0, 0, m_row, static_cast<lxw_col_t>(m_head.columns.size() - 1));
    }

    lxw_format *formatOf(const QByteArray &numbers)
    {
        lxw_format *format = workbook_add_format(m_book);
        format_set_num_format(format, numbers.constData());
        return format;
    }

    lxw_error put(const Cell &cell, lxw_col_t at)
    {
        const ByKind write{
            [](std::monostate) { return LXW_NO_ERROR; },
            [=, this](const QString &text) {
                return worksheet_write_string(m_sheet, m_row, at, cellBytes(text).constData(), nullptr);
            },
            [=, this](qint64 number) {
                return worksheet_write_number(m_sheet, m_row, at, static_cast<double>(number), nullptr);
            },
            [=, this](const Money &money) { return putMoney(money, at); },
            [=, this](Timestamp moment) { return putDay(moment.toDateTime().toTimeZone(m_head.zone), m_moment, at); },
            [=, this](QDate day) { return putDay(QDateTime(day, QTime(0, 0), Qt::UTC), m_day, at); },
            [=, this](bool yes) { return worksheet_write_boolean(m_sheet, m_row, at, yes ? 1 : 0, nullptr); },
        };
        return std::visit(write, cell);
    }

    lxw_error putMoney(const Money &money, lxw_col_t at)
    {
        lxw_format *&format = m_money[money.currency];
        if (!format)
            format = formatOf(moneyFormat(money.currency));
        const double amount = static_cast<double>(money.cents) / std::pow(10.0, minorDigits(money.currency));
        return worksheet_write_number(m_sheet, m_row, at, amount, format);
    }

    /// Excel counts days from 1900 on; earlier ones, which are typing errors, are written as text.
    lxw_error putDay(const QDateTime &day, lxw_format *format, lxw_col_t at)
    {
        const QDate date = day.date();
        if (!day.isValid() || date.year() < 1900 || date.year() > 9999)
            return worksheet_write_string(m_sheet, m_row, at, day.toString(Qt::ISODate).toUtf8().constData(), nullptr);
        lxw_datetime written{date.year(),       date.month(),        date.day(),
                             day.time().hour(), day.time().minute(), static_cast<double>(day.time().second())};
        return worksheet_write_datetime(m_sheet, m_row, at, &written, format);
    }

    const TableHead m_head;
    QByteArray m_folder = QFile::encodeName(QDir::tempPath());
    lxw_workbook *m_book = nullptr;
    lxw_worksheet *m_sheet = nullptr;
    lxw_format *m_bold = nullptr;
    lxw_format *m_day = nullptr;
    lxw_format *m_moment = nullptr;
    QHash<QString, lxw_format *> m_money;
    lxw_row_t m_row = 0;
    QList<lxw_worksheet *> m_sheets;
};

XlsxTableWriter::XlsxTableWriter(const QString &path, qint64 rowsPerSheet) : m_path(path), m_rowsPerSheet(rowsPerSheet)
{
}

XlsxTableWriter::~XlsxTableWriter() = default;

Result<> XlsxTableWriter::begin(const TableHead &head)
{
    // Opened now, so that a folder that can't be written to is told before the work.
    m_file = std::make_unique<OutputFile>(m_path);
    if (const Result<> opened = m_file->open(); !opened)
        return opened;
    if (!m_packed.open())
        return Error{ErrorCode::InvalidInput, fileTrouble(m_packed.error(), m_packed.errorString())};
    m_packed.close();
    m_book = std::make_unique<Book>(m_packed.fileName(), head);
    m_book->beginSheet();
    return checkRoom();
}

/// The library doesn't notice a full disk while rows wait in its temporary files: the workbook would be cut.
Result<> XlsxTableWriter::checkRoom() const
{
    const QStorageInfo storage(QDir::tempPath());
    if (storage.isValid() && storage.bytesAvailable() < kLeastRoom)
        return Error{ErrorCode::InvalidInput, SheetWords::tr("the disk with temporary files is full")};
    return {};
}

Result<> XlsxTableWriter::add(const Row &row)
{
    if (m_rows > 0 && m_rows % m_rowsPerSheet == 0)
        m_book->beginSheet();
    ++m_rows;
    if (!m_book->add(row))
        return Error{ErrorCode::Internal, SheetWords::tr("a row could not be written")};
    return m_rows % kCheckRoomEvery == 0 ? checkRoom() : Result<>();
}

Result<> XlsxTableWriter::complete()
{
    if (const Result<> room = checkRoom(); !room)
        return room;
    if (const lxw_error error = m_book->close(); error != LXW_NO_ERROR)
        return Error{
            ErrorCode::InvalidInput,
            SheetWords::tr("the workbook could not be packed (%1)").arg(QString::fromUtf8(lxw_strerror(error)))};
    QFile packed(m_packed.fileName());
    if (!packed.open(QIODevice::ReadOnly))
        return Error{ErrorCode::InvalidInput, fileTrouble(packed.error(), packed.errorString())};
    while (!packed.atEnd())
        if (const Result<> written = m_file->write(packed.read(1 << 20)); !written)
            return written;
    return {};
}

Result<> XlsxTableWriter::commit()
{
    return m_file->commit();
}

} // namespace pl::exporting
