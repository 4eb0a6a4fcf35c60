#include "ui/widgets/notice.h"

#include "ui/style/colors.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintooltip.h"

#include <QAccessible>
#include <QBoxLayout>
#include <QEvent>
#include <QPainter>
#include <QToolButton>

namespace pl::ui {

Notice::Notice(QWidget *parent)
    : QFrame(parent)
    , m_icon(new PlainLabel(this))
    , m_text(new PlainLabel(this))
    , m_action(new QToolButton(this))
    , m_close(new QToolButton(this))
{
    setObjectName(QStringLiteral("notice"));
    m_text->setObjectName(QStringLiteral("noticeText"));
    m_action->setObjectName(QStringLiteral("noticeAction"));
    m_close->setObjectName(QStringLiteral("noticeClose"));
    m_close->setAccessibleName(tr("Dismiss"));
    setPlainToolTip(m_close, tr("Dismiss"));
    m_text->setWordWrap(true);
    for (QToolButton *button : {m_action, m_close}) {
        button->setFocusPolicy(Qt::NoFocus);
        button->setAutoRaise(true);
    }
    auto *layout = new QHBoxLayout(this);
    const int gap = scaledPx(this, 10);
    layout->setContentsMargins(gap + gap / 2, gap, gap, gap);
    layout->setSpacing(gap);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_action);
    layout->addWidget(m_close);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Notice::dismiss);
    connect(m_close, &QToolButton::clicked, this, &Notice::dismiss);
    connect(m_action, &QToolButton::clicked, this, [this] {
        dismiss();
        Q_EMIT actionTriggered();
    });
    parent->installEventFilter(this);
    hide();
}

void Notice::present(const QString &text, Kind kind, const QString &actionText)
{
    m_kind = kind;
    m_text->setText(text);
    setAccessibleName(text);
    m_action->setText(actionText);
    m_action->setVisible(!actionText.isEmpty());
    // After setText(), which removes the shortcut.
    m_action->setShortcut(kActionKey);
    setPlainToolTip(m_action, withKeys(actionText, {m_action->shortcut()}));
    show();
    raise();
    settle();
    startTimer();
    QAccessibleEvent announcement(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&announcement);
}

void Notice::reword(const QString &before, const QString &now)
{
    if (isHidden() || m_text->text() != before)
        return;
    m_text->setText(now);
    setAccessibleName(now);
    settle();
    // It stays anyway while the mouse is over it.
    if (m_timer.isActive())
        startTimer();
}

QString Notice::text() const
{
    return m_text->text();
}

void Notice::dismiss()
{
    m_timer.stop();
    if (isHidden())
        return;
    hide();
    Q_EMIT gone();
}

void Notice::setLifetimes(std::chrono::milliseconds done, std::chrono::milliseconds problem)
{
    m_doneLifetime = done;
    m_problemLifetime = problem;
}

void Notice::startTimer()
{
    m_timer.start(m_kind == Kind::Done ? m_doneLifetime : m_problemLifetime);
}

void Notice::settle()
{
    const bool problem = m_kind == Kind::Problem;
    const Colors &colors = colorsOf(this);
    const QColor ink = colors.dark ? colors.text : colors.panel;
    QPalette inverse = palette();
    for (const auto role : {QPalette::WindowText, QPalette::ButtonText, QPalette::Text})
        inverse.setColor(role, ink);
    m_text->setPalette(inverse);
    QPalette link = inverse;
    link.setColor(QPalette::ButtonText, darkColors().blue.text);
    m_action->setPalette(link);
    m_action->setFont(scaledFont(font(), 1.0, QFont::DemiBold));
    m_close->setIcon(
        QIcon(iconPixmap(QStringLiteral("x"), scaledPx(this, 14), darkColors().secondText, devicePixelRatioF())));
    m_icon->setPixmap(iconPixmap(problem ? QStringLiteral("triangle-alert") : QStringLiteral("check"),
                                 scaledPx(this, 16), problem ? darkColors().amber.text : darkColors().green.text,
                                 devicePixelRatioF()));

    const QWidget *host = parentWidget();
    const int margin = scaledPx(this, 24);
    const int widest = std::min(host->width() - 2 * margin, scaledPx(this, 620));
    m_text->setWordWrap(false);
    int width = sizeHint().width();
    m_text->setWordWrap(width > widest);
    width = std::min(width, widest);
    const int height = hasHeightForWidth() ? heightForWidth(width) : sizeHint().height();
    setGeometry((host->width() - width) / 2, host->height() - height - margin * 2, width, height);
}

void Notice::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Colors &colors = colorsOf(this);
    const qreal radius = scaledPx(this, 8);
    painter.setPen(colors.dark ? QPen(colors.secondText.darker(200)) : QPen(Qt::NoPen));
    painter.setBrush(colors.dark ? colors.line : colors.text);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
}

bool Notice::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parent() && event->type() == QEvent::Resize && isVisible())
        settle();
    return QFrame::eventFilter(watched, event);
}

void Notice::enterEvent(QEnterEvent *event)
{
    m_timer.stop();
    QFrame::enterEvent(event);
}

void Notice::leaveEvent(QEvent *event)
{
    if (isVisible())
        startTimer();
    QFrame::leaveEvent(event);
}

void Notice::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange && isVisible())
        settle();
    QFrame::changeEvent(event);
}

} // namespace pl::ui
