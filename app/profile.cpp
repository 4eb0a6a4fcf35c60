#include "app/profile.h"

namespace pl::app {

namespace {

const QString kServer = QStringLiteral("signIn/server");
const QString kAnonKey = QStringLiteral("signIn/publishableKey");
const QString kEmail = QStringLiteral("signIn/email");
const QString kRemember = QStringLiteral("signIn/remember");
const QString kKept = QStringLiteral("signIn/kept");

} // namespace

Profile Profile::load(const QSettings &settings)
{
    return {settings.value(kServer).toString(), settings.value(kAnonKey).toString(), settings.value(kEmail).toString(),
            settings.value(kRemember, true).toBool(), settings.value(kKept, false).toBool()};
}

void Profile::save(QSettings &settings) const
{
    settings.setValue(kServer, server);
    settings.setValue(kAnonKey, anonKey);
    settings.setValue(kEmail, email);
    settings.setValue(kRemember, remember);
    settings.setValue(kKept, kept);
}

} // namespace pl::app
