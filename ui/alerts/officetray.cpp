#include "ui/alerts/officetray.h"

#include "ui/alerts/countedicon.h"
#include "ui/style/shown.h"
#include "ui/words/words.h"

#include <QGuiApplication>
#include <QMenu>
#include <QSystemTrayIcon>

namespace pl::ui {

OfficeTray::OfficeTray(QObject *parent)
    : QObject(parent), m_menu(std::make_unique<QMenu>()), m_icon(std::make_unique<QSystemTrayIcon>())
{
    m_menu->setObjectName(QStringLiteral("trayMenu"));
    add("trayOpen", tr("&Open Plumber Leads"), &OfficeTray::openWanted);
    add("trayNewLead", tr("&New lead\u2026"), &OfficeTray::newLeadWanted);
    add("trayDue", tr("&Due now"), &OfficeTray::dueWanted);
    m_menu->addSeparator();
    add("trayQuit", tr("&Quit"), &OfficeTray::quitWanted);
    m_icon->setContextMenu(m_menu.get());
    connect(m_icon.get(), &QSystemTrayIcon::messageClicked, this, &OfficeTray::messageClicked);
    connect(m_icon.get(), &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick)
            Q_EMIT openWanted();
    });
    setCount(0);
}

OfficeTray::~OfficeTray() = default;

void OfficeTray::add(const char *name, const QString &text, void (OfficeTray::*wanted)())
{
    QAction *action = m_menu->addAction(text);
    action->setObjectName(QLatin1StringView(name));
    connect(action, &QAction::triggered, this, wanted);
}

/// The desktop may still be starting when the program does, and its tray comes later.
void OfficeTray::showWhereThereIsATray()
{
    if (!m_hasEnded && !m_icon->isVisible() && QSystemTrayIcon::isSystemTrayAvailable())
        m_icon->show();
}

void OfficeTray::end()
{
    m_hasEnded = true;
    m_icon->hide();
}

void OfficeTray::setCount(int forToday)
{
    if (std::exchange(m_count, forToday) == forToday)
        return showWhereThereIsATray();
    m_icon->setIcon(countedIcon(forToday));
    const QString name = QGuiApplication::applicationDisplayName();
    // plain-text: our own words
    m_icon->setToolTip(forToday > 0 ? tr("%1: %n lead(s) for today without a plumber", nullptr, forToday).arg(name)
                                    : name);
    showWhereThereIsATray(); // only now, when it has a picture
}

bool OfficeTray::tell(const QString &title, const QString &text, bool isUrgent)
{
    if (!m_icon->isVisible() || !QSystemTrayIcon::supportsMessages())
        return false;
    QSystemTrayIcon *tray = m_icon.get();
    tray->showMessage(title, notificationText(text),
                      isUrgent ? QSystemTrayIcon::Warning : QSystemTrayIcon::Information);
    return true;
}

} // namespace pl::ui
