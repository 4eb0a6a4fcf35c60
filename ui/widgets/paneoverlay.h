#pragma once

#include <QObject>
#include <QPointer>
#include <QSettings>
#include <QWidget>

class QSplitter;

namespace pl::ui {

class SidePane;

/// Places a view's side pane: beside the list in a splitter whose sizes are remembered or, in a narrow window, over the
/// view on demand. There, Esc in the view or the pane's own button closes it.
class PaneOverlay : public QObject
{
    Q_OBJECT

public:
    /// Fills `view`, its parent, with list and pane. `key` is the splitter's key in the settings.
    PaneOverlay(QWidget *view, QWidget *list, SidePane *pane, QSettings &settings, const QString &key);
    /// The place of an open window is remembered, too.
    ~PaneOverlay() override;

    bool isOn() const { return m_isOn; }
    /// On: takes the pane out of the splitter, hidden. Off: puts it back, shown.
    void turn(bool on);
    /// Does nothing while the pane is in the splitter.
    void show();
    void close();
    /// Puts the pane into a window of its own, whose place is remembered, or back. Its window's Close does that, too.
    void detach(bool detached);
    bool isDetached() const { return !m_window.isNull(); }
    /// The window of a detached pane; null when it isn't.
    QWidget *window() const { return m_window; }

Q_SIGNALS:
    void detachedChanged(bool detached);
    /// The pane was over the view and is now hidden.
    void closed();
    /// Esc in the pane's own window.
    void left();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void place();
    void putBack();
    QString windowKey() const { return m_key + QStringLiteral("/window"); }

    QWidget *m_view;
    QPointer<QWidget> m_window; ///< while the pane is detached
    QSplitter *m_splitter;
    SidePane *m_pane;
    QSettings &m_settings;
    const QString m_key;
    bool m_isOn = false;
};

} // namespace pl::ui
