#pragma once

#include "server/embedded/rest/restquery.h"

#include <QString>

namespace pl::embedded {

/// Scans the text of one query parameter and reads the elements common to all parameters. Throws RestError with the
/// position and what was expected there.
class ParamCursor
{
public:
    /// `what` and `shown` name the parameter in errors ("order", "id.sideways"); `text` is the input.
    ParamCursor(QString what, QString shown, QString text)
        : m_what(std::move(what)), m_shown(std::move(shown)), m_text(std::move(text))
    {
    }

    bool atEnd() const { return m_pos >= m_text.size(); }
    QChar peek(qsizetype ahead = 0) const { return m_pos + ahead < m_text.size() ? m_text[m_pos + ahead] : QChar(); }
    qsizetype position() const { return m_pos; }
    void moveTo(qsizetype position) { m_pos = position; }
    bool startsWith(QLatin1StringView word) const { return QStringView(m_text).mid(m_pos).startsWith(word); }
    bool take(QLatin1StringView word);
    bool take(char c) { return take(QLatin1StringView(&c, 1)); }
    void expect(char c);
    void skipBlanks();
    /// The remaining text.
    QString rest();
    /// Up to, and without, the first of `stops`.
    QString until(QLatin1StringView stops);

    /// A column's, table's or alias' name: letters, digits, _, $, blanks and inner dashes, or anything in quotes.
    QString fieldName();
    /// `->key->>0` after a name, if any.
    QList<JsonStep> jsonSteps();
    FieldPath fieldPath();
    /// A value in double quotes with backslash escapes; empty when there is none here that ends at `,`, `)` or the end.
    std::optional<QString> quotedValue();

    [[noreturn]] void fail(const QString &expected) const { failAt(m_pos, m_pos, expected); }
    /// `column` is the error's reported position, `at` the unexpected character.
    [[noreturn]] void failAt(qsizetype column, qsizetype at, const QString &expected) const;

private:
    QString identifier();

    QString m_what;
    QString m_shown;
    QString m_text;
    qsizetype m_pos = 0;
};

} // namespace pl::embedded
