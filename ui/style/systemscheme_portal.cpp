#include "ui/style/systemscheme.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QGuiApplication>
#include <QPalette>

// Linux desktops report it through the XDG portal: org.freedesktop.appearance color-scheme is 1 for dark, 2 for light,
// 0 for no preference. https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Settings.html

namespace pl::ui {
namespace {

const QString kService = QStringLiteral("org.freedesktop.portal.Desktop");
const QString kPath = QStringLiteral("/org/freedesktop/portal/desktop");
const QString kInterface = QStringLiteral("org.freedesktop.portal.Settings");
const QString kNamespace = QStringLiteral("org.freedesktop.appearance");
const QString kKey = QStringLiteral("color-scheme");

/// Listens to the portal's signal; lives as long as the SystemScheme.
class PortalSettings : public QObject
{
    Q_OBJECT

public:
    PortalSettings(std::function<void(uint)> take, QObject *parent) : QObject(parent), m_take(std::move(take))
    {
        QDBusConnection bus = QDBusConnection::sessionBus();
        if (!bus.isConnected())
            return;
        bus.connect(kService, kPath, kInterface, QStringLiteral("SettingChanged"), this,
                    SLOT(settingChanged(QString, QString, QDBusVariant)));
        // no-tr: a name on the bus
        QDBusMessage call = QDBusMessage::createMethodCall(kService, kPath, kInterface, QStringLiteral("Read"));
        call << kNamespace << kKey;
        auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(call, 2000), this);
        connect(watcher, &QDBusPendingCallWatcher::finished, this, &PortalSettings::answered);
    }

private Q_SLOTS:
    void settingChanged(const QString &group, const QString &key, const QDBusVariant &value)
    {
        if (group == kNamespace && key == kKey)
            m_take(value.variant().toUInt());
    }

private:
    void answered(QDBusPendingCallWatcher *watcher)
    {
        watcher->deleteLater();
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        if (reply.isError())
            return;
        // Read() wraps its answer in two variants.
        QVariant value = reply.value().variant();
        if (value.canConvert<QDBusVariant>())
            value = value.value<QDBusVariant>().variant();
        m_take(value.toUInt());
    }

    std::function<void(uint)> m_take;
};

} // namespace

SystemScheme::SystemScheme(QObject *parent)
    : QObject(parent), m_dark(QGuiApplication::palette().color(QPalette::Window).lightness() < 128)
{
    new PortalSettings(
        [this](uint scheme) {
            if (scheme != 0)
                take(scheme == 1);
        },
        this);
}

void SystemScheme::take(bool dark)
{
    if (std::exchange(m_dark, dark) != dark)
        Q_EMIT changed();
}

} // namespace pl::ui

#include "systemscheme_portal.moc"
