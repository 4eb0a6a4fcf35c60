#include "server/embedded/rest/paramcursor.h"

#include "server/embedded/store/resterror.h"

namespace pl::embedded {
namespace {

bool isNameCharacter(QChar c)
{
    return c.isLetterOrNumber() || c.isSurrogate() || c == u'_' || c == u'$' || c == u' ';
}

} // namespace

bool ParamCursor::take(QLatin1StringView word)
{
    if (!startsWith(word))
        return false;
    m_pos += word.size();
    return true;
}

void ParamCursor::expect(char c)
{
    if (!take(c))
        fail(QStringLiteral("\"%1\"").arg(QLatin1Char(c)));
}

void ParamCursor::skipBlanks()
{
    while (peek() == u' ' || peek() == u'\t')
        ++m_pos;
}

QString ParamCursor::rest()
{
    const QString left = m_text.mid(m_pos);
    m_pos = m_text.size();
    return left;
}

QString ParamCursor::until(QLatin1StringView stops)
{
    const qsizetype from = m_pos;
    while (!atEnd() && !stops.contains(peek()))
        ++m_pos;
    return m_text.mid(from, m_pos - from);
}

QString ParamCursor::identifier()
{
    const qsizetype from = m_pos;
    while (!atEnd() && isNameCharacter(peek()))
        ++m_pos;
    if (m_pos == from)
        fail(QStringLiteral("field name (* or [a..z0..9_$])"));
    return m_text.mid(from, m_pos - from).trimmed();
}

QString ParamCursor::fieldName()
{
    if (peek() == u'"')
        if (const auto quoted = quotedValue())
            return *quoted;
    QString name = identifier();
    while (peek() == u'-' && peek(1) != u'>') {
        ++m_pos;
        name += u'-' + identifier();
    }
    return name;
}

QList<JsonStep> ParamCursor::jsonSteps()
{
    QList<JsonStep> steps;
    while (startsWith(QLatin1StringView("->"))) {
        JsonStep step;
        step.asText = take(QLatin1StringView("->>"));
        if (!step.asText)
            m_pos += 2;
        const qsizetype from = m_pos;
        take('-');
        while (peek().isDigit())
            ++m_pos;
        const QString number = m_text.mid(from, m_pos - from);
        const QChar next = peek();
        step.isIndex = !number.isEmpty() && number != u"-" && (atEnd() || QStringView(u"-:.,)").contains(next));
        if (!step.isIndex)
            m_pos = from;
        step.key = step.isIndex ? number : fieldName();
        steps += step;
    }
    return steps;
}

FieldPath ParamCursor::fieldPath()
{
    FieldPath path{fieldName()};
    path.steps = jsonSteps();
    return path;
}

std::optional<QString> ParamCursor::quotedValue()
{
    if (peek() != u'"')
        return std::nullopt;
    QString value = QStringLiteral("");
    qsizetype at = m_pos + 1;
    for (; at < m_text.size() && m_text[at] != u'"'; ++at) {
        if (m_text[at] == u'\\' && ++at >= m_text.size())
            return std::nullopt;
        value += m_text[at];
    }
    if (at >= m_text.size())
        return std::nullopt;
    m_pos = at + 1;
    return value;
}

void ParamCursor::failAt(qsizetype column, qsizetype at, const QString &expected) const
{
    const QString found =
        at < m_text.size() ? QStringLiteral("\"%1\"").arg(m_text[at]) : QStringLiteral("end of input");
    throw RestError::badQuery(m_what, m_shown, column + 1,
                              QStringLiteral("unexpected %1 expecting %2").arg(found, expected));
}

} // namespace pl::embedded
