#pragma once

#include "ui/alerts/alertsound.h"
#include "ui/alerts/leadalerts.h"
#include "ui/alerts/officetray.h"
#include "ui/alerts/systemnotes.h"

namespace pl::ui {

/// How the program is there while its window isn't looked at: notes, sounds, the icon in the tray and the badge. A note
/// goes to the system's notifications; where they have no buttons, to the tray; where there is no tray either, an
/// overdue lead is told in the window. Lives on the GUI thread.
class DesktopAlerts : public QObject
{
    Q_OBJECT

public:
    /// `window` asks for attention and owns this. `context` must outlive it.
    DesktopAlerts(OfficeContext &context, QWidget *window);
    /// Takes the badge away.
    ~DesktopAlerts() override;

    /// How many leads for today have no plumber.
    void setForToday(int leads);
    /// Nobody is named outside of the window while it is locked.
    void setDiscreet(bool discreet) { m_alerts.setDiscreet(discreet); }
    /// The person has signed out: the tray's icon goes, and asks for nothing any more.
    void end();
    OfficeTray &tray() { return m_tray; }

Q_SIGNALS:
    void openWanted();
    void newLeadWanted();
    void dueWanted();
    void quitWanted();
    /// Show this lead.
    void leadWanted(const QUuid &lead);
    /// Show this lead, and who could take it.
    void assignWanted(const QUuid &lead);
    /// A lead's time is over, and only the window can say so.
    void inWindow(const QString &sentence);

private:
    void connectNotes();
    void tell(const Note &note);
    void tellByTray(const Note &note);

    OfficeContext &m_context;
    QWidget *m_window;
    LeadAlerts m_alerts;
    SystemNotes m_notes;
    OfficeTray m_tray;
    AlertSound m_sound;
    QUuid m_told; ///< what the tray's last message is about
    int m_badge = 0;
};

} // namespace pl::ui
