#include "ui/widgets/popover.h"

#include "ui/widgets/popoverparts.h"
#include "ui/widgets/quitkey.h"

#include <QApplication>
#include <QKeyEvent>

namespace pl::ui {

namespace {

constexpr int kShadow = kPopoverShadow;
constexpr int kGap = 4; // between the anchor and the frame

bool takesTab(const QWidget *widget)
{
    return widget->isVisible() && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus);
}

} // namespace

Popover::Popover(QWidget *host) : QFrame(host), m_host(host)
{
    setContentsMargins(kShadow, kShadow, kShadow, kShadow);
    setFocusPolicy(Qt::StrongFocus);
    hide();
}

void Popover::openAt(const QRect &anchor)
{
    if (!m_host)
        return;
    QWidget *window = m_host->window();
    m_anchor = anchor;
    if (!isOpen())
        m_focusBefore = window->focusWidget();
    if (parentWidget() != window)
        setParent(window);
    place();
    show();
    raise();
    if (!window->isActiveWindow()) // asked for from another window, such as that of the details
        window->activateWindow();
    qApp->installEventFilter(this);
    firstFocus()->setFocus(Qt::PopupFocusReason);
}

void Popover::closePopover()
{
    if (!isOpen())
        return;
    qApp->removeEventFilter(this);
    const QWidget *focus = window()->focusWidget();
    const bool hadFocus = !focus || focus == this || isAncestorOf(focus);
    hide();
    if (hadFocus && m_focusBefore)
        m_focusBefore->setFocus(Qt::PopupFocusReason);
    Q_EMIT closed();
}

void Popover::place()
{
    const QWidget *window = parentWidget();
    if (!window)
        return;
    const QSize size = sizeHint().boundedTo(window->size());
    const QRect anchor(window->mapFromGlobal(m_anchor.topLeft()), m_anchor.size());
    const int lowest = std::max(0, window->height() - size.height());
    const int below = anchor.bottom() + kGap - kShadow;
    const int above = anchor.top() - kGap + kShadow - size.height();
    const int y = below <= lowest || above < 0 ? below : above;
    const int x = std::clamp(anchor.left() - kShadow, 0, std::max(0, window->width() - size.width()));
    setGeometry(QRect(QPoint(x, std::clamp(y, 0, lowest)), size));
}

bool Popover::event(QEvent *event)
{
    // Accepting the override keeps the window's single-letter shortcuts from firing while someone types here.
    if (event->type() == QEvent::ShortcutOverride && !isQuitKey(*static_cast<QKeyEvent *>(event))) {
        event->accept();
        return true;
    }
    return QFrame::event(event);
}

bool Popover::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::MouseButtonPress && watched->isWidgetType()) {
        const auto *widget = static_cast<QWidget *>(watched);
        if (widget != this && !isAncestorOf(widget))
            closePopover();
    } else if (event->type() == QEvent::Resize && watched == parentWidget()) {
        closePopover();
    }
    return false;
}

void Popover::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        closePopover();
    event->accept();
}

bool Popover::focusNextPrevChild(bool next)
{
    QWidget *start = window()->focusWidget();
    if (!start)
        return false;
    QWidget *candidate = start;
    do {
        candidate = next ? candidate->nextInFocusChain() : candidate->previousInFocusChain();
        if (candidate != this && isAncestorOf(candidate) && takesTab(candidate)) {
            candidate->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
            return true;
        }
    } while (candidate != start);
    return true;
}

void Popover::paintEvent(QPaintEvent *)
{
    paintPopoverFrame(this);
}

} // namespace pl::ui
