#include "ui/widgets/plaintooltip.h"

#include "ui/style/shown.h"

#include <QAction>
#include <QToolTip>
#include <QWidget>

namespace pl::ui {
namespace {

constexpr qsizetype kMaxOfTip = 1000;
constexpr qsizetype kMaxLines = 20;
constexpr qsizetype kUnwrappedTip = 100; // Qt wraps only HTML
constexpr char kWords[] = "toolTipWords";

QString cutToLines(const QString &words)
{
    const QStringList lines = words.split(u'\n');
    return lines.size() <= kMaxLines ? words : lines.first(kMaxLines).join(u'\n') + QChar(0x2026);
}

bool isShort(const QString &words)
{
    const QStringList lines = words.split(u'\n');
    return std::all_of(lines.begin(), lines.end(), [](const QString &line) { return line.size() <= kUnwrappedTip; });
}

} // namespace

QString toolTipText(const QString &words)
{
    const QString text = cutToLines(shown(words, kMaxOfTip));
    // Without these two characters, Qt sees no HTML.
    if (!text.contains(u'<') && !text.contains(u'&') && isShort(text))
        return text;
    return QStringLiteral("<div style=\"white-space:pre-wrap\">%1</div>")
        .arg(shownInLines(text, kMaxOfTip).toHtmlEscaped());
}

void setPlainToolTip(QWidget *widget, const QString &words)
{
    widget->setToolTip(toolTipText(words));
    // Without a description, screen readers would read the tool tip with its markup.
    if (widget->accessibleDescription() == widget->property(kWords).toString())
        widget->setAccessibleDescription(words);
    widget->setProperty(kWords, words);
}

void setPlainToolTip(QAction *action, const QString &words)
{
    action->setToolTip(toolTipText(words));
}

void showPlainToolTip(const QPoint &place, const QString &words, QWidget *over)
{
    QToolTip::showText(place, toolTipText(words), over);
}

} // namespace pl::ui
