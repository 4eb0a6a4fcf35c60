#include "models/mapping/labels.h"
#include "models/mapping/path.h"

#include <optional>

namespace pl::mapping {
namespace {

/// Reads a path's text from left to right.
class PathParser
{
public:
    explicit PathParser(const QString &text) : m_text(text) {}

    Result<QList<Path::Step>> steps()
    {
        QList<Path::Step> steps;
        while (m_error.isEmpty()) {
            if (steps.size() == Path::kMaxSteps)
                return failure(QStringLiteral("a path may have at most %1 steps").arg(Path::kMaxSteps));
            if (at() == u'[')
                steps += bracket();
            else
                steps += nameStep(steps.isEmpty());
            if (m_at == m_text.size())
                break;
            if (at() == u'.' && m_at + 1 < m_text.size())
                ++m_at;
            else if (at() != u'[')
                fail("a dot is missing, or stands at the end");
        }
        if (!m_error.isEmpty())
            return Error{ErrorCode::InvalidInput, m_error};
        return steps;
    }

private:
    QChar at() const { return m_at < m_text.size() ? m_text.at(m_at) : QChar(); }

    void fail(const char *why)
    {
        if (m_error.isEmpty())
            m_error = failure(QString::fromUtf8(why)).message;
    }
    Error failure(const QString &why) const
    {
        return {ErrorCode::InvalidInput, QStringLiteral("character %1: %2").arg(m_at + 1).arg(why)};
    }

    QString quoted()
    {
        QString name;
        for (++m_at; m_at < m_text.size() && at() != u'"'; ++m_at) {
            if (at() == u'\\' && m_at + 1 < m_text.size())
                ++m_at;
            name += at();
        }
        if (at() != u'"')
            fail("a closing quote is missing");
        ++m_at;
        return name;
    }

    QString bare(QStringView ends)
    {
        const qsizetype start = qMin(m_at, m_text.size());
        m_at = start;
        while (m_at < m_text.size() && !ends.contains(at()) && at() != u'"')
            ++m_at;
        const QString name = m_text.sliced(start, m_at - start).trimmed();
        if (name.isEmpty())
            fail("a name is missing");
        else if (at() == u'"')
            fail("a quote must begin and end the name");
        return name;
    }

    Path::Step nameStep(bool isFirst)
    {
        if (at() == u'"')
            return {Path::Step::Kind::Member, quoted(), {}, 0};
        const QString name = bare(u".[]");
        if (name == u"**")
            return anywhere(isFirst);
        if (name.contains(QStringLiteral("**")))
            fail("** must stand alone, as the first step");
        if (name.contains(u'*'))
            return {Path::Step::Kind::Pattern, name.toLower(), {}, 0};
        return {Path::Step::Kind::Member, name, {}, 0};
    }

    Path::Step anywhere(bool isFirst)
    {
        if (!isFirst)
            fail("** must be the first step");
        if (at() != u'.')
            fail("** must be followed by a dot and a name");
        if (!m_error.isEmpty())
            return {};
        ++m_at;
        const bool isQuoted = at() == u'"';
        QString name = isQuoted ? quoted() : bare(u".[]");
        if (name == u"*" || name == u"**")
            fail("** must be followed by a name");
        if (!isQuoted && name.contains(u'*'))
            name = patternLabel(name);
        else
            name = labelOf(name);
        if (name.isEmpty())
            fail("the name behind ** has no letter or digit");
        return {Path::Step::Kind::Anywhere, name, {}, 0};
    }

    static QString patternLabel(const QString &name)
    {
        QString label;
        for (const QChar c : name)
            if (c == u'*' || c.isLetterOrNumber())
                label += c.toLower();
        return label;
    }

    Path::Step bracket()
    {
        ++m_at;
        Path::Step step;
        const QString first = at() == u'"' ? quoted() : bare(u"].=");
        bool isNumber = false;
        const int number = first.toInt(&isNumber);
        if (at() == u']' && first == u"*")
            step.kind = Path::Step::Kind::EveryElement;
        else if (at() == u']' && isNumber)
            step = {Path::Step::Kind::Element, {}, {}, number};
        else if (m_at < m_text.size())
            step = choice(first);
        if (at() != u']')
            fail("a ] is missing");
        ++m_at;
        return step;
    }

    Path::Step choice(const QString &first)
    {
        QList<QString> key{first};
        while (at() == u'.' && m_error.isEmpty() && key.size() < 4) {
            ++m_at;
            key += at() == u'"' ? quoted() : bare(u"].=");
        }
        if (at() != u'=') {
            fail("a number, * or key=VALUE must stand in brackets");
            return {};
        }
        ++m_at;
        return {Path::Step::Kind::Choice, at() == u'"' ? quoted() : bare(u"]"), key, 0};
    }

    const QString &m_text;
    qsizetype m_at = 0;
    QString m_error;
};

} // namespace

Result<Path> Path::parse(const QString &text)
{
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty())
        return Error{ErrorCode::InvalidInput, QStringLiteral("character 1: a name is missing")};
    if (trimmed.size() > kMaxLength)
        return Error{ErrorCode::InvalidInput, QStringLiteral("a path may have at most %1 characters").arg(kMaxLength)};
    auto steps = PathParser(trimmed).steps();
    if (!steps)
        return steps.error();
    Path path;
    path.m_text = trimmed;
    path.m_steps = std::move(*steps);
    return path;
}

} // namespace pl::mapping
