#pragma once

#include <QObject>
#include <QSettings>

class QSplitter;
class QWidget;

namespace pl::ui {

class SidePane;

/// Where a view's pane is: beside the list in a splitter that is remembered, or, in a narrow window, over the view when
/// it is asked for. Esc in the view, or the pane's own button, closes it there.
class PaneOverlay : public QObject
{
    Q_OBJECT

public:
    /// Fills the view with list and pane. `key` names the splitter's place in the settings. A child of `view`.
    PaneOverlay(QWidget *view, QWidget *list, SidePane *pane, QSettings &settings, const QString &key);

    bool isOn() const { return m_isOn; }
    /// Into the splitter the pane comes back shown, from there it goes unseen.
    void turn(bool on);
    /// Nothing when it stands in the splitter.
    void show();
    void close();

Q_SIGNALS:
    /// It was over the view.
    void closed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void place();

    QWidget *m_view;
    QSplitter *m_splitter;
    SidePane *m_pane;
    QSettings &m_settings;
    const QString m_key;
    bool m_isOn = false;
};

} // namespace pl::ui
