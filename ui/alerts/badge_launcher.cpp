#include "ui/alerts/badge.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QGuiApplication>
#include <QVariantMap>

// Docks on Linux (GNOME's extensions, KDE, Unity) listen to this signal: https://wiki.ubuntu.com/Unity/LauncherAPI. Qt
// sends it itself from 6.5 on.

namespace pl::ui {

void setBadge(int count)
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    QDBusMessage update = QDBusMessage::createSignal(QStringLiteral("/com/canonical/unity/launcherentry/plumberleads"),
                                                     QStringLiteral("com.canonical.Unity.LauncherEntry"),
                                                     QStringLiteral("Update")); // no-tr: a name on the bus
    update << QStringLiteral("application://%1.desktop").arg(QGuiApplication::desktopFileName())
           << QVariantMap{{QStringLiteral("count"), QVariant::fromValue<qlonglong>(count)},
                          {QStringLiteral("count-visible"), count > 0}};
    bus.send(update);
}

} // namespace pl::ui
