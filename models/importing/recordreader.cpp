#include "models/importing/recordreader.h"

#include "models/importing/sheet.h"

namespace pl::importing {
namespace {

int lineEnds(QStringView text)
{
    int ends = 0;
    for (qsizetype i = 0; i < text.size(); ++i)
        if (text[i] == u'\n' || (text[i] == u'\r' && (i + 1 == text.size() || text[i + 1] != u'\n')))
            ++ends;
    return ends;
}

} // namespace

QStringList RecordReader::next()
{
    QStringList cells;
    for (;;) {
        const QString text = cell();
        // One beyond the limit is enough for the sink to refuse the row.
        if (cells.size() <= kMaxColumns)
            cells += text;
        else if (!text.trimmed().isEmpty())
            cells.last() = text;
        if (atEnd() || isLineEnd(m_at))
            break;
        ++m_at; // the separator
    }
    if (!atEnd())
        skipLineEnd();
    return cells;
}

void RecordReader::skipLineEnd()
{
    const bool isPair = m_text[m_at] == u'\r' && m_at + 1 < m_text.size() && m_text[m_at + 1] == u'\n';
    m_at += isPair ? 2 : 1;
    ++m_line;
}

QString RecordReader::cell()
{
    const QString quoted = !atEnd() && m_text[m_at] == u'"' ? quotedCell() : QString();
    const qsizetype start = m_at;
    while (!atEnd() && m_text[m_at] != m_separator && !isLineEnd(m_at))
        ++m_at;
    return quoted + m_text.sliced(start, m_at - start).toString();
}

/// Null, and nothing is read, when the quote is never closed.
QString RecordReader::quotedCell()
{
    QString cell = QLatin1String("");
    qsizetype at = m_at + 1;
    for (;;) {
        const qsizetype quote = m_text.indexOf(u'"', at);
        if (quote < 0)
            return {};
        cell += m_text.sliced(at, quote - at);
        at = quote + 1;
        if (at >= m_text.size() || m_text[at] != u'"')
            break;
        cell += u'"';
        ++at;
    }
    m_line += lineEnds(m_text.sliced(m_at, at - m_at));
    m_at = at;
    return cell;
}

} // namespace pl::importing
