#include "ui/style/daybars.h"

#include "ui/style/colors.h"
#include "ui/style/metrics.h"

#include <QHelpEvent>
#include <QPainter>

namespace pl::ui {
namespace {

constexpr qreal kBarWidth = 0.7; // of the room for one
constexpr qreal kBarRounding = 2;

} // namespace

DayBars::DayBars(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void DayBars::setWords(std::function<QString(QDate, int)> words)
{
    m_words = std::move(words);
}

void DayBars::present(QDate firstDay, const QList<int> &numbers)
{
    m_firstDay = firstDay;
    m_numbers = numbers;
    QStringList all;
    for (int bar = 0; bar < m_numbers.size(); ++bar)
        all += wordsOf(bar);
    setAccessibleDescription(all.join(QStringLiteral("; ")));
    update();
}

QString DayBars::wordsOf(int bar) const
{
    return m_words ? m_words(m_firstDay.addDays(bar), m_numbers.at(bar)) : QString();
}

QSize DayBars::sizeHint() const
{
    return {scaledPx(this, 310), scaledPx(this, 64)};
}

QSize DayBars::minimumSizeHint() const
{
    return {scaledPx(this, 140), scaledPx(this, 64)};
}

QRectF DayBars::barRect(int bar) const
{
    const int highest = std::max(1, *std::max_element(m_numbers.cbegin(), m_numbers.cend()));
    const qreal room = qreal(std::min(width(), sizeHint().width())) / qreal(m_numbers.size());
    const qreal most = height() - 1;
    // A day without leads keeps a line, so that it can be told from no day at all.
    const qreal tall = std::max<qreal>(scaledPx(this, 2), most * m_numbers.at(bar) / highest);
    return {bar * room, height() - tall, room * kBarWidth, tall};
}

int DayBars::barAt(const QPoint &place) const
{
    for (int bar = 0; bar < m_numbers.size(); ++bar) {
        const QRectF rect = barRect(bar);
        if (place.x() >= rect.left() && place.x() <= rect.right())
            return bar;
    }
    return -1;
}

bool DayBars::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const int bar = barAt(help->pos());
    Q_EMIT toolTipWanted(help->globalPos(), bar < 0 ? QString() : wordsOf(bar));
    return true;
}

void DayBars::paintEvent(QPaintEvent *)
{
    if (m_numbers.isEmpty())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const Colors &colors = colorsOf(this);
    const qreal rounding = scaledPx(this, kBarRounding);
    const QColor quiet = mixed(colors.accent, colors.panel, 0.45);
    for (int bar = 0; bar < m_numbers.size(); ++bar) {
        const bool isToday = bar == m_numbers.size() - 1;
        painter.setBrush(m_numbers.at(bar) == 0 ? colors.line : isToday ? colors.accent : quiet);
        painter.drawRoundedRect(barRect(bar), rounding, rounding);
    }
}

} // namespace pl::ui
