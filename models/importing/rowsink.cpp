#include "models/importing/rowsink.h"

#include "models/base/textscan.h"

#include <QCoreApplication>
#include <QLocale>

namespace pl::importing {
namespace {

struct SinkWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::importing::RowSink)
};

bool needsTidying(const QString &text)
{
    if (text.isEmpty())
        return false;
    return text.front().isSpace() || text.back().isSpace() || text.front() == u'\'' ||
           anyUnit(text, [](char16_t c) { return char16_t((c < 0x20) | ((c >= 0x7f) & (c < 0xa0))); });
}

QString number(qsizetype value)
{
    return QLocale().toString(qlonglong(value));
}

} // namespace

QString tidyCell(const QString &text)
{
    if (!needsTidying(text))
        return text;
    QString tidy = text;
    tidy.replace(QStringLiteral("\r\n"), QStringLiteral("\n")).replace(u'\r', u'\n');
    for (QChar &c : tidy)
        if (c.category() == QChar::Other_Control && c != u'\n' && c != u'\t')
            c = u' ';
    tidy = tidy.trimmed();
    if (tidy.size() > 1 && tidy.front() == u'\'' && QStringLiteral("=+-@").contains(tidy.at(1)))
        tidy.remove(0, 1);
    return tidy;
}

bool RowSink::add(int line, const QStringList &cells)
{
    QStringList kept;
    qsizetype size = 0;
    for (const QString &cell : cells) {
        kept += tidyCell(cell);
        if (!kept.last().isEmpty())
            size = kept.size();
        if (kept.last().size() > kMaxCellLength)
            m_error = Error{ErrorCode::TooLarge,
                            SinkWords::tr("A cell in line %1 has more than %2 characters. If it isn't meant to, a "
                                          "quotation mark in that line is never closed.")
                                .arg(number(line), number(kMaxCellLength))};
    }
    if (size > kMaxColumns)
        m_error = Error{ErrorCode::TooLarge,
                        SinkWords::tr("Line %1 has more than %2 columns.").arg(number(line), number(kMaxColumns))};
    // One more for the header.
    if (size > 0 && m_rows.size() > std::size_t(kMaxRows))
        m_error =
            Error{ErrorCode::TooLarge,
                  SinkWords::tr("The file has more than %1 rows. Split it into several files.").arg(number(kMaxRows))};
    if (m_error)
        return false;
    if (size > 0)
        m_rows.emplace_back(line, kept.first(size));
    return true;
}

QString shownFileName(const QString &fileName)
{
    const QString tidy = fileName.simplified();
    return tidy.size() > 80 ? tidy.left(79) + QChar(0x2026) : tidy;
}

} // namespace pl::importing
