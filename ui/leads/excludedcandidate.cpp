#include "ui/leads/excludedcandidate.h"

#include "ui/style/colors.h"
#include "ui/style/metrics.h"
#include "ui/style/shown.h"
#include "ui/widgets/plaintooltip.h"

#include <QKeyEvent>
#include <QPainter>

namespace pl::ui {

ExcludedCandidate::ExcludedCandidate(QWidget *parent) : QAbstractButton(parent)
{
    setObjectName(QStringLiteral("candidateExcluded"));
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(this, &QAbstractButton::clicked, this, [this] {
        if (!m_asks)
            return ask(true);
        ask(false);
        Q_EMIT chosen(m_plumberId);
    });
}

void ExcludedCandidate::present(const QUuid &plumberId, const QString &name, const QString &reason)
{
    const bool same = plumberId == m_plumberId && reason == m_reason;
    m_plumberId = plumberId;
    m_name = name;
    m_reason = reason;
    // The answer must be to the question that was asked.
    ask(m_asks && same);
}

void ExcludedCandidate::ask(bool asks)
{
    m_asks = asks;
    setAccessibleName(asks ? tr("%1: %2. Assign anyway? Press again to assign.").arg(m_name, m_reason)
                           : tr("%1: %2").arg(m_name, m_reason));
    setPlainToolTip(this, asks ? QString() : tr("%1: %2. Press to assign anyway.").arg(m_name, m_reason));
    update();
}

void ExcludedCandidate::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        event->isAutoRepeat() ? event->accept() : click();
    else if (event->key() == Qt::Key_Escape && m_asks)
        ask(false);
    else
        QAbstractButton::keyPressEvent(event);
}

/// Nobody reads a question in the time of a double click.
void ExcludedCandidate::mouseDoubleClickEvent(QMouseEvent *event)
{
    event->accept();
}

void ExcludedCandidate::focusOutEvent(QFocusEvent *event)
{
    ask(false);
    QAbstractButton::focusOutEvent(event);
}

QSize ExcludedCandidate::sizeHint() const
{
    return {scaledPx(this, 240), scaledPx(this, 24)};
}

QSize ExcludedCandidate::minimumSizeHint() const
{
    return {scaledPx(this, 120), sizeHint().height()};
}

void ExcludedCandidate::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Colors &colors = colorsOf(this);
    const qreal radius = scaledPx(this, 5);
    if (m_asks || underMouse()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_asks ? colors.amber.ground : colors.hover);
        painter.drawRoundedRect(rect(), radius, radius);
    }
    if (hasFocus()) {
        painter.setPen(colors.accent);
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    }
    const QRect room = rect().adjusted(scaledPx(this, 8), 0, -scaledPx(this, 8), 0);
    const QFont small = scaledFont(font(), kSmallText, m_asks ? QFont::DemiBold : QFont::Normal);
    const QString right = m_asks ? tr("Assign anyway? Press again") : m_reason;
    const int rightWidth = std::min(QFontMetrics(small).horizontalAdvance(shown(right)), room.width() * 2 / 3);
    painter.setPen(m_asks ? colors.amber.text : colors.secondText);
    painter.setFont(small);
    painter.drawText(room, Qt::AlignVCenter | Qt::AlignRight, elided(right, QFontMetrics(small), rightWidth));
    painter.setFont(font());
    const int left = room.width() - rightWidth - scaledPx(this, 10);
    painter.drawText(room, Qt::AlignVCenter | Qt::AlignLeft, elided(m_name, fontMetrics(), left));
}

} // namespace pl::ui
