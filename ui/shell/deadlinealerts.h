#pragma once

#include "models/tables/leaddeadlinewatch.h"
#include "ui/office/officecontext.h"

class QSystemTrayIcon;

namespace pl::ui {

/// Warns that time is running out for new leads, in the system's tray and with a sound: once when half of a lead's time
/// is gone, and once when all of it is. Restarts don't repeat a warning (kept in the settings, by server).
class DeadlineAlerts : public QObject
{
    Q_OBJECT

public:
    /// Where warnings go; tests replace it.
    struct Outlets
    {
        std::function<void(const QString &title, const QString &text, bool over)> show;
        std::function<void()> sound;
    };

    /// Uses the tray if there is one, else inWindow(). `window` asks for attention and owns the tray's icon.
    DeadlineAlerts(OfficeContext &context, QWidget *window);
    DeadlineAlerts(OfficeContext &context, QWidget *window, Outlets outlets);
    ~DeadlineAlerts() override;

Q_SIGNALS:
    /// The message or the icon was clicked: show what is due.
    void dueWanted();
    /// A lead's time is over, and there is no tray to say so.
    void inWindow(const QString &sentence);

private:
    Outlets systemOutlets();
    void tell(const QList<QUuid> &halfGone, const QList<QUuid> &over);
    QString sentenceFor(const QList<QUuid> &leads) const;
    QString settingsKey() const;
    tables::LeadDeadlineWatch::Told kept() const;
    void keep();

    OfficeContext &m_context;
    QWidget *m_window;
    std::unique_ptr<QSystemTrayIcon> m_tray;
    Outlets m_outlets;
    tables::LeadDeadlineWatch m_watch;
};

} // namespace pl::ui
