#include "ui/widgets/problemlabel.h"

#include "ui/style/colors.h"
#include "ui/style/metrics.h"
#include "ui/widgets/plainlabel.h"

#include <QAccessible>
#include <QEvent>
#include <QGuiApplication>

namespace pl::ui {

ProblemLabel::ProblemLabel(QWidget *parent) : PlainLabel(parent)
{
    setFont(scaledFont(font(), kSmallText));
    setWordWrap(true);
    recolor();
    hide();
}

void ProblemLabel::showProblem(const QString &sentence)
{
    setText(sentence);
    setVisible(!sentence.isEmpty());
    if (!sentence.isEmpty()) {
        QAccessibleEvent alert(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
}

void ProblemLabel::clearProblem()
{
    clear();
    hide();
}

void ProblemLabel::changeEvent(QEvent *event)
{
    PlainLabel::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange || event->type() == QEvent::PaletteChange)
        recolor();
}

void ProblemLabel::recolor()
{
    // Uses the application's palette: the parent may get the new one later than this label.
    const QColor red = colorsOf(QGuiApplication::palette()).red.text;
    if (palette().color(QPalette::WindowText) == red)
        return;
    QPalette own;
    own.setColor(QPalette::WindowText, red);
    setPalette(own);
}

} // namespace pl::ui
