#include "ui/widgets/factrow.h"

#include "ui/style/colors.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/style/shown.h"
#include "ui/widgets/plaintooltip.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
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
    m_isUnknown = false;
    setVisible(!text.isEmpty());
    follow();
}

void FactRow::setUnknown(const QString &words)
{
    setFact(words);
    m_isUnknown = true;
    follow();
}

void FactRow::setRemark(const QString &remark, const QString &why)
{
    m_remark = remark;
    m_why = why;
    follow();
}

void FactRow::setCopyable(const QString &what)
{
    m_copies = what;
    setAttribute(Qt::WA_Hover);
    connect(this, &QAbstractButton::clicked, this, &FactRow::copy);
    follow();
}

void FactRow::setLink(bool isLink)
{
    m_isLink = isLink;
    setAttribute(Qt::WA_Hover, isLink);
    setCursor(isLink ? Qt::PointingHandCursor : Qt::ArrowCursor);
    setFocusPolicy(isLink ? Qt::TabFocus : Qt::NoFocus);
}

/// Qt's buttons know Space alone.
void FactRow::keyPressEvent(QKeyEvent *event)
{
    if (m_isLink && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter))
        return click();
    QAbstractButton::keyPressEvent(event);
}

/// What can be copied changes with the fact.
void FactRow::follow()
{
    QStringList tips{m_why};
    if (!m_copies.isEmpty()) {
        setCursor(copies() ? Qt::PointingHandCursor : Qt::ArrowCursor);
        setFocusPolicy(copies() ? Qt::TabFocus : Qt::NoFocus);
        if (copies())
            tips += tr("Click to copy the %1").arg(m_copies);
        tips.removeAll(QString());
    }
    setPlainToolTip(this, tips.join(u'\n'));
    const QString said = m_remark.isEmpty() ? text() : tr("%1, %2", "a fact and a remark").arg(text(), m_remark);
    setAccessibleName(copies() ? tr("Copy %1 %2").arg(m_copies, said) : said);
    update();
}

QString FactRow::aside() const
{
    if (!copies())
        return m_aside;
    return m_copied.isActive() ? tr("copied") : tr("copy");
}

void FactRow::copy()
{
    if (!copies())
        return;
    QGuiApplication::clipboard()->setText(text());
    m_copied.start();
    update();
}

QSize FactRow::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(shown(text() + m_remark)) + scaledPx(this, 80), scaledPx(this, 24)};
}

void FactRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Colors &colors = colorsOf(this);
    if ((copies() || m_isLink) && (underMouse() || hasFocus())) {
        painter.setPen(hasFocus() ? QPen(colors.accent) : QPen(Qt::NoPen));
        painter.setBrush(colors.hover);
        const qreal radius = scaledPx(this, 4);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    }
    const int size = scaledPx(this, 15);
    const int inset = scaledPx(this, 4);
    paintIcon(&painter, QRect(inset, (height() - size) / 2, size, size), m_icon, colors.secondText);
    paintFact(painter, paintAside(painter) - inset);
}

/// Returns where it begins.
int FactRow::paintAside(QPainter &painter)
{
    const Colors &colors = colorsOf(this);
    const QFont small = scaledFont(font(), kSmallText);
    const QFontMetrics metrics(small);
    painter.setFont(small);
    painter.setPen(m_copied.isActive() ? colors.green.text : colors.secondText);
    const QRect room = rect().adjusted(0, 0, -scaledPx(this, 4), 0);
    const QString words = elided(aside(), metrics, 0.5 * width());
    painter.drawText(room, Qt::AlignRight | Qt::AlignVCenter, words);
    return room.right() - metrics.horizontalAdvance(words);
}

/// The text gives way to the remark: that a number is none matters more than its last digits.
void FactRow::paintFact(QPainter &painter, int right)
{
    const Colors &colors = colorsOf(this);
    const int left = scaledPx(this, 31);
    const int gap = scaledPx(this, 6);
    QFont strong = font();
    strong.setWeight(m_strong ? QFont::DemiBold : QFont::Normal);
    const QFont small = scaledFont(font(), kSmallText);
    const QString remarked = elided(m_remark, QFontMetrics(small), 0.5 * (right - left));
    const int remarkWidth = remarked.isEmpty() ? 0 : QFontMetrics(small).horizontalAdvance(remarked) + gap;
    const QString words = elided(text(), QFontMetrics(strong), right - left - remarkWidth);
    painter.setFont(strong);
    painter.setPen(m_isUnknown ? colors.secondText : colors.text);
    painter.drawText(QRect(left, 0, right - left, height()), Qt::AlignLeft | Qt::AlignVCenter, words);
    if (remarked.isEmpty())
        return;
    const int from = left + QFontMetrics(strong).horizontalAdvance(words) + gap;
    painter.setFont(small);
    painter.setPen(colors.amber.text);
    painter.drawText(QRect(from, 0, right - from, height()), Qt::AlignLeft | Qt::AlignVCenter, remarked);
}

} // namespace pl::ui
