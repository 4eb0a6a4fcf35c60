#include "server/migrate/statements.h"

#include <QStringView>

#include <algorithm>

namespace pl::migrate {

namespace {

bool isTagCharacter(QChar c)
{
    return c.isLetterOrNumber() || c == u'_';
}

/// The position after `end`, searched from `from`; the script's end if it is missing.
qsizetype past(QStringView script, QStringView end, qsizetype from)
{
    const qsizetype found = script.indexOf(end, from);
    return found < 0 ? script.size() : found + end.size();
}

/// The end of a comment that may contain nested ones.
qsizetype pastBlockComment(QStringView script, qsizetype from)
{
    int depth = 0;
    for (qsizetype i = from; i + 1 < script.size(); ++i) {
        const QStringView pair = script.mid(i, 2);
        if (pair != u"/*" && pair != u"*/")
            continue;
        depth += pair == u"/*" ? 1 : -1;
        ++i;
        if (depth == 0)
            return i + 1;
    }
    return script.size();
}

/// The end of a body like $$…$$ or $tag$…$tag$; the next character if the dollar starts none.
qsizetype pastDollarQuote(QStringView script, qsizetype from)
{
    const auto *tagEnd = std::find_if_not(script.begin() + from + 1, script.end(), isTagCharacter);
    if (tagEnd == script.end() || *tagEnd != u'$')
        return from + 1;
    const QStringView tag = script.mid(from, tagEnd - (script.begin() + from) + 1);
    return past(script, tag, from + tag.size());
}

/// The position after the character at `from`, or after the quote or comment that starts there.
qsizetype next(QStringView script, qsizetype from)
{
    const QStringView rest = script.mid(from);
    if (rest.startsWith(u'\'') || rest.startsWith(u'"'))
        return past(script, rest.first(1), from + 1);
    if (rest.startsWith(u'$'))
        return pastDollarQuote(script, from);
    if (rest.startsWith(u"--"))
        return past(script, u"\n", from);
    if (rest.startsWith(u"/*"))
        return pastBlockComment(script, from);
    return from + 1;
}

} // namespace

QStringList splitStatements(const QString &script)
{
    QStringList statements;
    const auto add = [&statements](QStringView statement) {
        if (const QStringView trimmed = statement.trimmed(); !trimmed.isEmpty())
            statements += trimmed.toString();
    };
    qsizetype begin = 0;
    for (qsizetype i = 0; i < script.size(); i = next(script, i)) {
        if (script.at(i) != u';')
            continue;
        add(QStringView(script).mid(begin, i - begin));
        begin = i + 1;
    }
    add(QStringView(script).mid(begin));
    return statements;
}

} // namespace pl::migrate
