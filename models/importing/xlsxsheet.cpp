#include "models/importing/xlsxsheet.h"

#include "models/importing/rowsink.h"
#include "models/importing/workbook.h"
#include "models/importing/xmlpart.h"

#include <QCoreApplication>

namespace pl::importing {
namespace {

struct XlsxWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::importing::XlsxSheet)
};

/// "AB12" is 27; -1 without letters.
int columnOf(QStringView reference)
{
    int column = 0;
    for (const QChar c : reference) {
        if (c < u'A' || c > u'Z')
            break;
        column = std::min(column * 26 + (c.unicode() - u'A' + 1), 1'000'000);
    }
    return column - 1;
}

/// Reads the rows of one sheet's XML.
class SheetPartReader
{
public:
    SheetPartReader(const QByteArray &bytes, const Workbook &book, const Watch &watch)
        : m_xml(bytes), m_size(bytes.size()), m_book(book), m_watch(watch)
    {
    }

    Result<std::vector<SheetRow>> read();

private:
    bool readRow();
    void readCell();
    QString cellText(const QString &type, int style);
    QString valueText(const QString &type, int style, const QString &value) const;

    QXmlStreamReader m_xml;
    qsizetype m_size;
    const Workbook &m_book;
    const Watch &m_watch;
    RowSink m_sink;
    int m_line = 0;
    int m_column = 0; ///< of the next cell without a reference
    QStringList m_cells;
};

Result<std::vector<SheetRow>> SheetPartReader::read()
{
    for (int rows = 0; readOn(m_xml);) {
        if (!m_xml.isStartElement() || m_xml.name() != u"row")
            continue;
        if (!readRow())
            return m_sink.error();
        // Not every number of a row has to be there.
        if (++rows % 10'000 != 0)
            continue;
        if (m_watch.cancelled())
            return Error{ErrorCode::Cancelled, XlsxWords::tr("Reading was canceled.")};
        m_watch.tell(double(m_xml.characterOffset()) / double(m_size));
    }
    if (m_xml.hasError())
        return Error{
            ErrorCode::InvalidInput,
            XlsxWords::tr("The Excel file is damaged after row %1. Save it again and choose the new one.").arg(m_line)};
    return m_sink.take();
}

bool SheetPartReader::readRow()
{
    const int named = m_xml.attributes().value(QStringLiteral("r")).toInt();
    // Rows come in their order; a number that goes back would make two rows one line.
    m_line = named > m_line && named <= 2 * kMaxRows ? named : m_line + 1;
    m_column = 0;
    m_cells.clear();
    while (readOn(m_xml) && !(m_xml.isEndElement() && m_xml.name() == u"row"))
        if (m_xml.isStartElement() && m_xml.name() == u"c")
            readCell();
    return m_xml.hasError() || m_sink.add(m_line, m_cells);
}

void SheetPartReader::readCell()
{
    const QXmlStreamAttributes attributes = m_xml.attributes();
    const int named = columnOf(attributes.value(QStringLiteral("r")));
    const int column = named >= 0 ? named : m_column;
    m_column = column + 1;
    const QString text =
        cellText(attributes.value(QStringLiteral("t")).toString(), attributes.value(QStringLiteral("s")).toInt());
    if (text.isEmpty())
        return;
    // One beyond the limit is enough for the sink to refuse the row.
    while (m_cells.size() <= std::min(column, kMaxColumns))
        m_cells += QString();
    m_cells[std::min(column, kMaxColumns)] = text;
}

/// Reads to the end of the cell.
QString SheetPartReader::cellText(const QString &type, int style)
{
    QString text;
    while (readOn(m_xml) && !(m_xml.isEndElement() && m_xml.name() == u"c")) {
        if (!m_xml.isStartElement())
            continue;
        if (m_xml.name() == u"is")
            text = textWithin(m_xml);
        else if (m_xml.name() == u"v")
            text = valueText(type, style, m_xml.readElementText(QXmlStreamReader::SkipChildElements));
    }
    return text;
}

QString SheetPartReader::valueText(const QString &type, int style, const QString &value) const
{
    bool isNumber = false;
    if (type == u"s") {
        const int index = value.toInt(&isNumber);
        return isNumber ? m_book.sharedStrings.value(index) : QString();
    }
    if (type == u"b")
        return value == u"1" ? QStringLiteral("TRUE") : QStringLiteral("FALSE");
    if (type == u"e")
        return {}; // "#N/A" is no value
    if (type == u"str" || type == u"inlineStr" || type == u"d")
        return unescaped(value);
    const double number = value.toDouble(&isNumber);
    return isNumber ? numberText(number, m_book.forms.value(style, NumberForm::Plain), m_book.from1904) : value;
}

} // namespace

Result<Sheet> readXlsxSheet(const QByteArray &bytes, const QString &fileName, const QString &title, const Watch &watch)
{
    ZipArchive archive(bytes, watch);
    if (!archive.isOpen() || !archive.has("xl/workbook.xml"))
        return Error{ErrorCode::InvalidInput,
                     XlsxWords::tr("%1 isn’t an Excel workbook, or it is damaged. Save it as .xlsx or CSV.")
                         .arg(shownFileName(fileName))};
    const auto book = Workbook::read(archive);
    if (!book)
        return book.error();
    Sheet sheet;
    const Workbook::SheetPart *wanted = title.isEmpty() ? &book->sheets.first() : nullptr;
    for (const Workbook::SheetPart &part : book->sheets) {
        sheet.titles += part.title;
        if (!wanted && part.title == title)
            wanted = &part;
    }
    if (!wanted)
        return Error{ErrorCode::InvalidInput, XlsxWords::tr("The workbook has no sheet %1.").arg(title)};
    sheet.title = wanted->title;
    const auto part = archive.file(wanted->path);
    if (!part)
        return part.error();
    auto rows = SheetPartReader(*part, *book, watch).read();
    if (!rows)
        return rows.error();
    sheet.rows = std::move(*rows);
    return sheet;
}

} // namespace pl::importing
