#include "ui/shell/quietbar.h"

#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/plainlabel.h"

#include <QBoxLayout>
#include <QEvent>
#include <QPainter>
#include <QPushButton>

namespace pl::ui {

QuietBar::QuietBar(Tone Colors::*tone, QWidget *parent)
    : QWidget(parent), m_tone(tone), m_sentence(new PlainLabel(this)), m_layout(new QHBoxLayout(this))
{
    m_sentence->setWordWrap(true);
    const int inset = scaledPx(this, 6);
    m_layout->setContentsMargins(scaledPx(this, 40), inset, scaledPx(this, 14), inset + 1);
    m_layout->addWidget(m_sentence, 1);
    recolor();
}

QPushButton *QuietBar::newButton(const char *name)
{
    auto *button = new QPushButton(this);
    button->setObjectName(QLatin1StringView(name));
    button->setFocusPolicy(Qt::TabFocus);
    m_layout->addWidget(button);
    return button;
}

void QuietBar::say(const QString &sentence, const QString &icon)
{
    m_icon = icon;
    m_sentence->setText(sentence);
    setAccessibleName(sentence);
    update();
}

void QuietBar::recolor()
{
    QPalette colored = palette();
    colored.setColor(QPalette::WindowText, (colorsOf(this).*m_tone).text);
    m_sentence->setPalette(colored);
}

void QuietBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colors &colors = colorsOf(this);
    const Tone &tone = colors.*m_tone;
    painter.fillRect(rect(), tone.ground);
    painter.fillRect(QRect(0, height() - 1, width(), 1), colors.line);
    const int size = scaledPx(this, 16);
    paintIcon(&painter, QRect(scaledPx(this, 14), (height() - size) / 2, size, size), m_icon, tone.text);
}

void QuietBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        recolor();
}

} // namespace pl::ui
