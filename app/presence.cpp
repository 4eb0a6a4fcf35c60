#include "app/presence.h"

#include <QApplication>
#include <QEvent>

namespace pl::app {

namespace {

bool isInput(QEvent::Type type)
{
    switch (static_cast<int>(type)) {
    case QEvent::KeyPress:
    case QEvent::MouseButtonPress:
    case QEvent::MouseMove:
    case QEvent::Wheel:
    case QEvent::TouchBegin:
        return true;
    default:
        return false;
    }
}

} // namespace

Presence::Presence(QWidget &window, std::chrono::milliseconds workEndsAfter, QObject *parent)
    : QObject(parent), m_window(&window), m_workEndsAfter(workEndsAfter)
{
    m_sinceInput.start();
    m_workEnds.setSingleShot(true);
    connect(&m_workEnds, &QTimer::timeout, this, &Presence::look);
    m_workEnds.start(workEndsAfter);
    qApp->installEventFilter(this);
}

bool Presence::eventFilter(QObject *watched, QEvent *event)
{
    const QEvent::Type type = event->type();
    if (isInput(type)) {
        m_sinceInput.start();
        if (m_attention != Attention::Working)
            look();
    } else if (watched == m_window &&
               (type == QEvent::Show || type == QEvent::Hide || type == QEvent::WindowStateChange)) {
        // Somebody who brings the window back wants to see what is new.
        if (type != QEvent::Hide)
            m_sinceInput.start();
        look();
    }
    return false;
}

void Presence::look()
{
    const bool isSeen = m_window && m_window->isVisible() && !m_window->isMinimized();
    const auto rest = m_workEndsAfter - std::chrono::milliseconds(m_sinceInput.elapsed());
    const bool isUsed = rest > std::chrono::milliseconds(0);
    if (isUsed)
        m_workEnds.start(rest + std::chrono::milliseconds(1));
    const Attention now = !isSeen ? Attention::Away : isUsed ? Attention::Working : Attention::Watching;
    if (std::exchange(m_attention, now) != now)
        Q_EMIT changed();
}

std::chrono::milliseconds pollIntervalOf(Attention attention)
{
    switch (attention) {
    case Attention::Working:
        return std::chrono::milliseconds(1000);
    case Attention::Watching:
        return std::chrono::milliseconds(1600);
    case Attention::Away:
        return std::chrono::milliseconds(5000);
    }
    return std::chrono::milliseconds(1000);
}

} // namespace pl::app
