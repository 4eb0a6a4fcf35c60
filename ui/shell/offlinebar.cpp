#include "ui/shell/offlinebar.h"

#include "ui/style/colors.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/plainlabel.h"

#include <QBoxLayout>
#include <QEvent>
#include <QPainter>
#include <QPushButton>

namespace pl::ui {

OfflineBar::OfflineBar(QWidget *parent)
    : QWidget(parent), m_sentence(new PlainLabel(this)), m_button(new QPushButton(this))
{
    setObjectName(QStringLiteral("offlineBar"));
    m_sentence->setObjectName(QStringLiteral("offlineSentence"));
    m_sentence->setWordWrap(true);
    m_button->setObjectName(QStringLiteral("offlineTryAgain"));
    m_button->setFocusPolicy(Qt::TabFocus);
    connect(m_button, &QPushButton::clicked, this, &OfflineBar::pressed);
    auto *layout = new QHBoxLayout(this);
    const int inset = scaledPx(this, 6);
    layout->setContentsMargins(scaledPx(this, 40), inset, scaledPx(this, 14), inset + 1);
    layout->addWidget(m_sentence, 1);
    layout->addWidget(m_button);
    recolor();
}

void OfflineBar::present(const QString &sentence, const QString &buttonText, const QString &icon)
{
    m_icon = icon;
    m_sentence->setText(sentence);
    m_button->setText(buttonText);
    setAccessibleName(sentence);
}

void OfflineBar::recolor()
{
    QPalette amber = palette();
    amber.setColor(QPalette::WindowText, colorsOf(this).amber.text);
    m_sentence->setPalette(amber);
}

void OfflineBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colors &colors = colorsOf(this);
    painter.fillRect(rect(), colors.amber.ground);
    painter.fillRect(QRect(0, height() - 1, width(), 1), colors.line);
    const int size = scaledPx(this, 16);
    paintIcon(&painter, QRect(scaledPx(this, 14), (height() - size) / 2, size, size), m_icon, colors.amber.text);
}

void OfflineBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        recolor();
}

} // namespace pl::ui
