#include "ui/widgets/plaintooltip.h"

#include "ui/style/shown.h"

#include <QAction>
#include <QCoreApplication>
#include <QToolTip>
#include <QWidget>

namespace pl::ui {
namespace {

constexpr qsizetype kMaxOfTip = 1000;
constexpr qsizetype kMaxLines = 20;
constexpr qsizetype kUnwrappedTip = 100; // Qt wraps only HTML
constexpr char kWords[] = "toolTipWords";
constexpr char kFollower[] = "toolTipFollower";

struct ToolTipWords
{
    Q_DECLARE_TR_FUNCTIONS(ToolTip)
};

QString keysInWords(const QKeySequence &keys)
{
    // no-tr: Qt's name for the key that is labeled Enter
    return keys.toString(QKeySequence::NativeText).replace(QStringLiteral("Return"), QStringLiteral("Enter"));
}

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

QString withKeys(const QString &words, const QList<QKeySequence> &keys)
{
    QStringList each;
    for (const QKeySequence &key : keys)
        each += keysInWords(key);
    each.removeAll(QString());
    each.removeDuplicates(); // both Enter keys
    if (each.isEmpty())
        return words;
    QString all = each.takeFirst();
    for (const QString &key : std::as_const(each))
        all = ToolTipWords::tr("%1 or %2", "two keys").arg(all, key);
    return ToolTipWords::tr("%1 (%2)", "what it does, its keys").arg(words, all);
}

void setActionToolTip(QWidget *widget, const QAction *action, const QString &words)
{
    delete widget->findChild<QObject *>(QLatin1StringView(kFollower), Qt::FindDirectChildrenOnly);
    auto *follower = new QObject(widget);
    follower->setObjectName(QLatin1StringView(kFollower));
    const auto show = [widget, action, words] {
        const QString what = words.isEmpty() ? wordsOfMenuText(action->text()) : words;
        setPlainToolTip(widget, withKeys(what, action->shortcuts()));
    };
    QObject::connect(action, &QAction::changed, follower, show);
    show();
}

void showPlainToolTip(const QPoint &place, const QString &words, QWidget *over)
{
    QToolTip::showText(place, toolTipText(words), over);
}

} // namespace pl::ui
