#include "ui/help/manual.h"

#include <QFile>
#include <QHash>
#include <QTextBlock>
#include <QTextDocument>

#include <algorithm>

// Q_INIT_RESOURCE must be outside of any namespace.
static void initManualResources()
{
    Q_INIT_RESOURCE(help);
}

namespace pl::ui {
namespace {

void addManualHits(QStringView section, int from, const QStringList &words, QList<ManualHit> &hits)
{
    const qsizetype before = hits.size();
    for (const QString &word : words)
        for (qsizetype at = 0; (at = section.indexOf(word, at, Qt::CaseInsensitive)) >= 0; at += word.size())
            hits += ManualHit{from + int(at), int(word.size())};
    std::sort(hits.begin() + before, hits.end(),
              [](const ManualHit &one, const ManualHit &other) { return one.position < other.position; });
}

} // namespace

QString manualMarkdown()
{
    initManualResources();
    QFile file(QStringLiteral(":/help/office.md"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(file.readAll())
        .replace(QStringLiteral("](../resources/screenshots/"), QStringLiteral("](:/help/"));
}

QString manualSlug(const QString &title)
{
    QString slug;
    for (const QChar c : title.toLower()) {
        if (c == u' ')
            slug += u'-';
        else if (c.isLetterOrNumber() || c == u'-' || c == u'_')
            slug += c;
    }
    return slug;
}

QList<ManualHeading> manualHeadings(const QTextDocument &document)
{
    QList<ManualHeading> headings;
    QHash<QString, int> taken;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        const int level = block.blockFormat().headingLevel();
        if (level == 0)
            continue;
        QString slug = manualSlug(block.text());
        if (const int again = taken[slug]++; again > 0)
            slug += QStringLiteral("-%1").arg(again);
        headings += ManualHeading{level, block.text(), slug, block.position()};
    }
    return headings;
}

int manualHeadingAt(const QList<ManualHeading> &headings, int position)
{
    const auto next = std::upper_bound(headings.cbegin(), headings.cend(), position,
                                       [](int at, const ManualHeading &heading) { return at < heading.position; });
    return int(next - headings.cbegin()) - 1;
}

QList<ManualHit> manualHits(const QString &text, const QList<ManualHeading> &headings, const QString &typed)
{
    const QStringList words = typed.simplified().split(u' ', Qt::SkipEmptyParts);
    QList<ManualHit> hits;
    if (words.isEmpty())
        return hits;
    for (qsizetype i = 0; i < headings.size(); ++i) {
        const int from = headings[i].position;
        const qsizetype to = i + 1 < headings.size() ? headings[i + 1].position : text.size();
        const QStringView section = QStringView(text).mid(from, to - from);
        const bool hasAll = std::all_of(words.cbegin(), words.cend(), [section](const QString &word) {
            return section.contains(word, Qt::CaseInsensitive);
        });
        if (hasAll)
            addManualHits(section, from, words, hits);
    }
    return hits;
}

} // namespace pl::ui
