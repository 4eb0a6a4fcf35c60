#include "ui/shell/windowplace.h"

#include <QEvent>

namespace pl::ui {

WindowPlace::WindowPlace(QWidget &window, QSettings &settings, const QString &key) : QObject(&window)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(std::chrono::seconds(1));
    connect(&m_soon, &QTimer::timeout, &window,
            [&window, &settings, key] { settings.setValue(key, window.saveGeometry()); });
    window.installEventFilter(this);
}

bool WindowPlace::eventFilter(QObject *watched, QEvent *event)
{
    switch (static_cast<int>(event->type())) {
    case QEvent::Move:
    case QEvent::Resize:
    case QEvent::WindowStateChange:
        m_soon.start();
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace pl::ui
