#pragma once

#include <QSettings>
#include <QTimer>
#include <QWidget>

namespace pl::ui {

/// Keeps a window's place on the screen in the settings, a second after it was moved or resized, so that a crash
/// doesn't lose it. The window owns this.
class WindowPlace : public QObject
{
    Q_OBJECT

public:
    WindowPlace(QWidget &window, QSettings &settings, const QString &key);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QTimer m_soon;
};

} // namespace pl::ui
