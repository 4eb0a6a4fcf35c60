#include "ui/widgets/factrow.h"

#include "ui/style/colors.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/style/shown.h"
#include "ui/widgets/plaintooltip.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPainter>

namespace pl::ui {
namespace {

using namespace std::chrono_literals;

} // namespace

FactRow::FactRow(const QString &iconName, QWidget *parent) : QAbstractButton(parent), m_icon(iconName)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusPolicy(Qt::NoFocus);
    m_copied.setSingleShot(true);
    m_copied.setInterval(2s);
    connect(&m_copied, &QTimer::timeout, this, [this] { update(); });
}

void FactRow::setFact(const QString &text, const QString &asideText)
{
    if (text != this->text())
        m_copied.stop();
    setText(text);
    setShortcut({}); // "&" in somebody's name makes no shortcut
    m_aside = asideText;
    setVisible(!text.isEmpty());
    setAccessibleName(m_copies.isEmpty() ? text : tr("Copy %1 %2").arg(m_copies, text));
    update();
}

void FactRow::setCopyable(const QString &what)
{
    m_copies = what;
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setPlainToolTip(this, tr("Click to copy the %1").arg(what));
    connect(this, &QAbstractButton::clicked, this, &FactRow::copy);
}

QString FactRow::aside() const
{
    if (m_copies.isEmpty())
        return m_aside;
    return m_copied.isActive() ? tr("copied") : tr("copy");
}

void FactRow::copy()
{
    QGuiApplication::clipboard()->setText(text());
    m_copied.start();
    update();
}

QSize FactRow::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(shown(text())) + scaledPx(this, 80), scaledPx(this, 24)};
}

void FactRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Colors &colors = colorsOf(this);
    if (!m_copies.isEmpty() && (underMouse() || hasFocus())) {
        painter.setPen(hasFocus() ? QPen(colors.accent) : QPen(Qt::NoPen));
        painter.setBrush(colors.hover);
        const qreal radius = scaledPx(this, 4);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    }
    const int size = scaledPx(this, 15);
    const int inset = scaledPx(this, 4);
    paintIcon(&painter, QRect(inset, (height() - size) / 2, size, size), m_icon, colors.secondText);

    const QFont small = scaledFont(font(), kSmallText);
    const bool copied = m_copied.isActive();
    painter.setFont(small);
    painter.setPen(copied ? colors.green.text : colors.secondText);
    const QRect asideRect = rect().adjusted(0, 0, -inset, 0);
    const QString asideText = elided(aside(), QFontMetrics(small), 0.5 * width());
    painter.drawText(asideRect, Qt::AlignRight | Qt::AlignVCenter, asideText);

    QFont strong = font();
    strong.setWeight(m_strong ? QFont::DemiBold : QFont::Normal);
    painter.setFont(strong);
    painter.setPen(colors.text);
    const int left = scaledPx(this, 31);
    const int room = asideRect.right() - left - QFontMetrics(small).horizontalAdvance(asideText) - inset;
    painter.drawText(QRect(left, 0, room, height()), Qt::AlignLeft | Qt::AlignVCenter,
                     elided(text(), QFontMetrics(strong), room));
}

} // namespace pl::ui
