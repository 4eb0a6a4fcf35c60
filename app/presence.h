#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QTimer>
#include <QWidget>

#include <chrono>

namespace pl::app {

/// How closely anybody follows the window: what it asks the server for can rest while nobody does.
enum class Attention {
    Working,  ///< keys or the mouse were used in the last minutes
    Watching, ///< it can be seen
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

/// How long to wait between two questions what is new. Two seconds between a lead's arrival and its row hold as long as
/// the window can be seen.
std::chrono::milliseconds pollIntervalOf(Attention attention);

} // namespace pl::app
