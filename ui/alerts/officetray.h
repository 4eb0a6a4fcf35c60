#pragma once

#include <QObject>

#include <memory>

class QMenu;
class QSystemTrayIcon;

namespace pl::ui {

/// The icon in the system's tray: how many leads for today have no plumber, and a menu. Where there is no tray, nothing
/// shows. Lives on the GUI thread.
class OfficeTray : public QObject
{
    Q_OBJECT

public:
    explicit OfficeTray(QObject *parent = nullptr);
    ~OfficeTray() override;

    void setCount(int forToday);
    /// Takes the icon away for good.
    void end();
    /// False when there is no tray to show it.
    bool tell(const QString &title, const QString &text, bool isUrgent);
    QSystemTrayIcon &icon() { return *m_icon; }
    QMenu &menu() { return *m_menu; }

Q_SIGNALS:
    void openWanted();
    void newLeadWanted();
    void dueWanted();
    void quitWanted();
    /// The message that was told last was clicked.
    void messageClicked();

private:
    void showWhereThereIsATray();
    void add(const char *name, const QString &text, void (OfficeTray::*wanted)());

    std::unique_ptr<QMenu> m_menu;
    std::unique_ptr<QSystemTrayIcon> m_icon;
    int m_count = -1;
    bool m_hasEnded = false;
};

} // namespace pl::ui
