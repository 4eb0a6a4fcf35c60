#include "models/mapping/htmltext.h"

#include "models/mapping/bodytree.h"

#include <algorithm>

namespace pl::mapping {
namespace {

bool isOneOf(QStringView name, std::initializer_list<QLatin1StringView> names)
{
    return std::any_of(names.begin(), names.end(),
                       [name](QLatin1StringView one) { return name.compare(one, Qt::CaseInsensitive) == 0; });
}

/// "br" of "<br/>" and of "</br >".
QStringView nameOf(QStringView tag)
{
    const qsizetype start = tag.startsWith(u'/') ? 1 : 0;
    qsizetype end = start;
    while (end < tag.size() && tag[end].isLetterOrNumber())
        ++end;
    return tag.sliced(start, end - start);
}

bool endsLine(QStringView name)
{
    using L = QLatin1StringView;
    return isOneOf(name, {L("br"), L("p"), L("div"), L("tr"), L("li"), L("ul"), L("ol"), L("table"), L("hr"), L("h1"),
                          L("h2"), L("h3"), L("h4"), L("h5"), L("h6"), L("title"), L("blockquote"), L("section")});
}

/// Blanks and line ends in a page are one blank each; ours alone end a line.
QString tidied(const QString &lines)
{
    QString text;
    for (const QString &line : lines.split(u'\x1e'))
        if (const QString tidy = line.simplified(); !tidy.isEmpty())
            text += tidy + u'\n';
    return withoutEntities(text).trimmed();
}

} // namespace

QString textOfHtml(const QString &html)
{
    QString lines;
    qsizetype at = 0;
    while (at < html.size()) {
        const qsizetype open = html.indexOf(u'<', at);
        lines += QStringView(html).sliced(at, (open < 0 ? html.size() : open) - at);
        const qsizetype close = open < 0 ? -1 : html.indexOf(u'>', open);
        if (close < 0)
            break;
        const QStringView tag = QStringView(html).sliced(open + 1, close - open - 1);
        const QStringView name = nameOf(tag);
        lines += endsLine(name) ? u'\x1e' : u' ';
        at = close + 1;
        const bool isUnseen = isOneOf(name, {QLatin1StringView("script"), QLatin1StringView("style")});
        if (isUnseen && !tag.startsWith(u'/')) {
            const qsizetype end = html.indexOf(QStringLiteral("</") + name.toString(), at, Qt::CaseInsensitive);
            at = end < 0 ? html.size() : end;
        }
    }
    return tidied(lines);
}

} // namespace pl::mapping
