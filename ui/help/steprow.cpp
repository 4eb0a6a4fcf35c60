#include "ui/help/steprow.h"

#include "ui/help/actionkeys.h"
#include "ui/style/colors.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/plainlabel.h"
#include "ui/words/words.h"

#include <QAction>
#include <QBoxLayout>
#include <QPainter>
#include <QPushButton>

namespace pl::ui {

StepRow::StepRow(int number, const QString &title, const QString &sentence, QWidget *parent)
    : QWidget(parent), m_number(number), m_title(new PlainLabel(title, this)), m_ways(new QHBoxLayout)
{
    m_title->setFont(scaledFont(font(), 1.05, QFont::DemiBold));
    auto *why = new PlainLabel(sentence, this);
    why->setForegroundRole(QPalette::PlaceholderText);
    why->setWordWrap(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(scaledPx(this, 40), scaledPx(this, 12), 0, scaledPx(this, 14));
    layout->setSpacing(scaledPx(this, 4));
    layout->addWidget(m_title);
    layout->addWidget(why);
    layout->addSpacing(scaledPx(this, 4));
    layout->addLayout(m_ways);
    m_ways->setSpacing(scaledPx(this, 6));
    present(m_state);
}

void StepRow::setWays(const QList<Way> &ways, const QString &otherwise)
{
    for (const Way &way : ways)
        addWay(way);
    if (ways.isEmpty())
        m_ways->addWidget(new PlainLabel(otherwise, this));
    m_ways->addStretch();
}

void StepRow::addWay(const Way &way)
{
    auto *button = new QPushButton(way.words, this);
    button->setObjectName(QStringLiteral("step_") + way.action->objectName());
    button->setAutoDefault(true); // Enter presses it, too
    connect(button, &QPushButton::clicked, way.action, &QAction::trigger);
    if (m_first)
        m_ways->addSpacing(scaledPx(this, 10));
    else
        m_first = button;
    m_ways->addWidget(button);
    m_ways->addWidget(new ActionKeys(way.action, this));
}

void StepRow::present(FirstSteps::State state)
{
    m_state = state;
    const QString words = state == FirstSteps::State::Done ? tr("%1: done") : tr("%1: to do");
    setAccessibleName(words.arg(m_title->text()));
    m_title->setForegroundRole(state == FirstSteps::State::Done ? QPalette::PlaceholderText : QPalette::WindowText);
    update();
}

void StepRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Colors &colors = colorsOf(this);
    painter.fillRect(QRect(0, height() - 1, width(), 1), colors.line);
    const int size = scaledPx(this, 22);
    const QRect mark(0, m_title->geometry().center().y() - size / 2, size, size);
    if (m_state == FirstSteps::State::Done)
        return paintIcon(&painter, mark, QStringLiteral("circle-check"), colors.green.text);
    painter.setPen(colors.line);
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(crisp(mark));
    painter.setPen(m_state == FirstSteps::State::ToDo ? colors.text : colors.secondText);
    painter.drawText(mark, Qt::AlignCenter, numberText(m_number));
}

} // namespace pl::ui
