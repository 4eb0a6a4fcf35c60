#include "ui/widgets/paneoverlay.h"

#include "ui/style/metrics.h"
#include "ui/widgets/sidepane.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QSplitter>

namespace pl::ui {

PaneOverlay::PaneOverlay(QWidget *view, QWidget *list, SidePane *pane, QSettings &settings, const QString &key)
    : QObject(view)
    , m_view(view)
    , m_splitter(new QSplitter(Qt::Horizontal, view))
    , m_pane(pane)
    , m_settings(settings)
    , m_key(key)
{
    m_splitter->addWidget(list);
    m_splitter->addWidget(pane);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 0);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->restoreState(settings.value(key).toByteArray());
    auto *layout = new QVBoxLayout(view);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_splitter);
    view->installEventFilter(this);
    connect(m_splitter, &QSplitter::splitterMoved, this,
            [this] { m_settings.setValue(m_key, m_splitter->saveState()); });
    connect(pane, &SidePane::closeRequested, this, &PaneOverlay::close);
}

PaneOverlay::~PaneOverlay()
{
    if (m_window)
        m_settings.setValue(windowKey(), m_window->saveGeometry());
}

void PaneOverlay::turn(bool on)
{
    if (on == m_isOn)
        return;
    m_isOn = on;
    if (!m_window)
        putBack();
}

/// Where it belongs when it has no window of its own.
void PaneOverlay::putBack()
{
    m_pane->setOverlay(m_isOn);
    if (m_isOn) {
        m_pane->setParent(m_view);
        m_pane->hide();
    } else {
        m_splitter->addWidget(m_pane);
        m_splitter->restoreState(m_settings.value(m_key).toByteArray());
        m_pane->show();
    }
}

void PaneOverlay::detach(bool detached)
{
    if (detached == isDetached())
        return;
    if (detached) {
        m_window = new QWidget(m_view, Qt::Window);
        m_window->setObjectName(QStringLiteral("detachedPane"));
        m_window->setAttribute(Qt::WA_ShowWithoutActivating); // the keys stay where the person is
        m_window->setWindowTitle(tr("Details"));
        m_pane->setOverlay(false);
        auto *layout = new QVBoxLayout(m_window);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->addWidget(m_pane);
        if (!m_window->restoreGeometry(m_settings.value(windowKey()).toByteArray()))
            m_window->resize(scaledPx(m_view, 420), scaledPx(m_view, 760));
        m_window->installEventFilter(this);
        m_pane->show();
        m_window->show();
    } else {
        m_settings.setValue(windowKey(), m_window->saveGeometry());
        QWidget *window = std::exchange(m_window, nullptr);
        putBack();
        window->hide();
        window->deleteLater();
    }
    Q_EMIT detachedChanged(detached);
}

void PaneOverlay::show()
{
    if (m_window)
        return;
    if (!m_isOn)
        return;
    m_pane->show();
    place();
    m_pane->raise();
}

void PaneOverlay::close()
{
    if (!m_isOn || m_window)
        return;
    m_pane->hide();
    Q_EMIT closed();
}

void PaneOverlay::place()
{
    const int width = std::min(m_view->width() - scaledPx(m_view, 120), scaledPx(m_view, 372));
    m_pane->setGeometry(m_view->width() - width, 0, width, m_view->height());
}

bool PaneOverlay::eventFilter(QObject *watched, QEvent *event)
{
    if (m_window && watched == m_window) {
        if (event->type() == QEvent::Close)
            detach(false);
        if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
            Q_EMIT left();
            return true;
        }
        return QObject::eventFilter(watched, event);
    }
    if (m_window)
        return false;
    if (m_isOn && event->type() == QEvent::Resize)
        place();
    if (m_isOn && event->type() == QEvent::KeyPress && m_pane->isVisible() &&
        static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        close();
        return true;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace pl::ui
