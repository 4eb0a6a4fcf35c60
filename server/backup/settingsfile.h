#pragma once

#include <QByteArray>
#include <QProcessEnvironment>
#include <QStringList>

namespace pl::backup {

/// The server's settings as a file that systemd (EnvironmentFile=) and a shell read alike.
struct SettingsFile
{
    QByteArray plain;  ///< what anybody may know
    QByteArray secret; ///< keys and passwords

    /// Of the settings that are set.
    static SettingsFile of(const QProcessEnvironment &environment);
    /// The names of both kinds: all that the server knows.
    static QStringList plainNames();
    static QStringList secretNames();
};

} // namespace pl::backup
