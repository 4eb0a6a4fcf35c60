#pragma once

#include <QStringList>

namespace pl::importing {

/// Reads separated text record by record, in linear time. A quoted cell may hold separators, line breaks and doubled
/// quotes. What follows its closing quote belongs to it, a quote within an unquoted cell is a character, and one that
/// is never closed, too.
class RecordReader
{
public:
    /// The text must outlive the reader.
    RecordReader(QStringView text, QChar separator) : m_text(text), m_separator(separator) {}

    bool atEnd() const { return m_at >= m_text.size(); }
    /// Of the next record, from 1.
    int line() const { return m_line; }
    qsizetype position() const { return m_at; }
    /// Only when not atEnd(). At most one cell more than kMaxColumns, whatever the record has.
    QStringList next();

private:
    QString cell();
    QString quotedCell();
    void skipLineEnd();
    bool isLineEnd(qsizetype at) const { return m_text[at] == u'\n' || m_text[at] == u'\r'; }

    QStringView m_text;
    QChar m_separator;
    qsizetype m_at = 0;
    int m_line = 1;
};

} // namespace pl::importing
