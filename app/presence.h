#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QTimer>
#include <QWidget>

#include <chrono>

namespace pl::app {

/// How closely a person follows the window. Polling can slow down when nobody does.
enum class Attention {
    Working,  ///< keys or the mouse were used in the last minutes
    Watching, ///< the window is visible
    Away      ///< hidden or minimized
};

/// Watches the program's input and the window. Lives on the GUI thread.
class Presence : public QObject
{
    Q_OBJECT

public:
    explicit Presence(QWidget &window, std::chrono::milliseconds workEndsAfter = std::chrono::minutes(5),
                      QObject *parent = nullptr);

    Attention attention() const { return m_attention; }

Q_SIGNALS:
    void changed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void look();

    QPointer<QWidget> m_window;
    const std::chrono::milliseconds m_workEndsAfter;
    QElapsedTimer m_sinceInput;
    QTimer m_workEnds;
    Attention m_attention = Attention::Working;
};

/// The pause between two polls for news. While the window is visible, a new lead appears within two seconds.
std::chrono::milliseconds pollIntervalOf(Attention attention);

} // namespace pl::app
