#include "ui/alerts/desktopalerts.h"

#include "ui/alerts/badge.h"

#include <QApplication>
#include <QWidget>

namespace pl::ui {

DesktopAlerts::DesktopAlerts(OfficeContext &context, QWidget *window)
    : QObject(window), m_context(context), m_window(window), m_alerts(context)
{
    connectNotes();
    connect(&m_alerts, &LeadAlerts::soundWanted, &m_sound, &AlertSound::play);
    connect(&m_tray, &OfficeTray::openWanted, this, &DesktopAlerts::openWanted);
    connect(&m_tray, &OfficeTray::newLeadWanted, this, &DesktopAlerts::newLeadWanted);
    connect(&m_tray, &OfficeTray::dueWanted, this, &DesktopAlerts::dueWanted);
    connect(&m_tray, &OfficeTray::quitWanted, this, &DesktopAlerts::quitWanted);
    connect(&m_tray, &OfficeTray::messageClicked, this, [this] { Q_EMIT assignWanted(m_told); });
    m_alerts.start();
}

DesktopAlerts::~DesktopAlerts()
{
    if (m_badge > 0)
        setBadge(0);
}

void DesktopAlerts::connectNotes()
{
    connect(&m_alerts, &LeadAlerts::noteWanted, this, &DesktopAlerts::tell);
    connect(&m_alerts, &LeadAlerts::notePointless, &m_notes, &SystemNotes::withdraw);
    connect(&m_notes, &SystemNotes::refused, this, &DesktopAlerts::tellByTray);
    connect(&m_notes, &SystemNotes::closed, this, [this](Note::Kind kind) { m_alerts.release(kind); });
    connect(&m_notes, &SystemNotes::opened, this, [this](const Note &note) { Q_EMIT leadWanted(note.lead); });
    connect(&m_notes, &SystemNotes::assignWanted, this, [this](const Note &note) { Q_EMIT assignWanted(note.lead); });
}

void DesktopAlerts::tell(const Note &note)
{
    QApplication::alert(m_window);
    m_notes.show(note);
}

void DesktopAlerts::tellByTray(const Note &note)
{
    m_alerts.release(note.kind); // nobody says when a message of the tray is gone
    if (m_tray.tell(note.title, note.text, note.isUrgent))
        m_told = note.lead;
    else if (note.isUrgent)
        Q_EMIT inWindow(tr("%1: %2").arg(note.title, note.text));
}

void DesktopAlerts::end()
{
    disconnect(&m_tray, nullptr, this, nullptr);
    m_tray.end();
}

void DesktopAlerts::setForToday(int leads)
{
    m_tray.setCount(leads);
    const int badge = m_context.settings.value(QStringLiteral("alerts/badge"), true).toBool() ? leads : 0;
    if (std::exchange(m_badge, badge) != badge)
        setBadge(badge);
}

} // namespace pl::ui
