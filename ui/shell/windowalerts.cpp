#include "ui/account/idlelock.h"
#include "ui/alerts/desktopalerts.h"
#include "ui/help/manualwindow.h"
#include "ui/leads/leadactions.h"
#include "ui/leads/leadsview.h"
#include "ui/shell/mainwindow.h"

#include <QApplication>

// What the window does when a notification or the tray's menu asks for it.

namespace pl::ui {

void MainWindow::connectAlerts()
{
    m_alerts = new DesktopAlerts(m_context, this);
    m_alerts->setDiscreet(m_lock->isLocked());
    connect(m_lock, &IdleLock::lockedChanged, m_alerts, &DesktopAlerts::setDiscreet);
    connect(m_alerts, &DesktopAlerts::openWanted, this, &MainWindow::comeForward);
    connect(m_alerts, &DesktopAlerts::newLeadWanted, this, [this] {
        if (comeForward())
            m_actions->create->trigger();
    });
    connect(m_alerts, &DesktopAlerts::dueWanted, this, [this] {
        if (comeForward())
            showLeads(LeadView::DueNow);
    });
    connect(m_alerts, &DesktopAlerts::leadWanted, this, [this](const QUuid &lead) {
        if (comeForward())
            showLead(lead);
    });
    connect(m_alerts, &DesktopAlerts::assignWanted, this, [this](const QUuid &lead) {
        if (comeForward())
            assignLead(lead);
    });
    connect(m_alerts, &DesktopAlerts::quitWanted, this, [] { QApplication::closeAllWindows(); });
    connect(m_alerts, &DesktopAlerts::inWindow, this, [this](const QString &sentence) {
        m_alert = sentence;
        showAlert();
    });
    // Queued, so that a notice that replaces another at once comes first.
    connect(m_notice, &Notice::gone, this, &MainWindow::showAlert, Qt::QueuedConnection);
}

/// Returns false while a form or a question is open, which stays what the person works on, and while the window is
/// locked.
bool MainWindow::comeForward()
{
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
    return !m_lock->isLocked() && !QApplication::activeModalWidget();
}

void MainWindow::endAlerts()
{
    m_alerts->end();
    m_manual.reset();
}

/// Somebody may have assigned it since the notification came; then it is only shown.
void MainWindow::assignLead(const QUuid &id)
{
    const Lead *lead = m_context.replica.lead(id);
    if (!lead)
        return;
    const bool isWaiting = lead->status == LeadStatus::New;
    showLead(id);
    if (isWaiting && m_actions->currentLead() == id)
        m_actions->openAssign();
}

void MainWindow::showAlert()
{
    if (!m_alert.isEmpty() && m_notice->isHidden())
        notify(std::exchange(m_alert, {}), Notice::Kind::Problem, tr("Show"), [this] { showLeads(LeadView::DueNow); });
}

} // namespace pl::ui
