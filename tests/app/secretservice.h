#pragma once

#include <QProcess>
#include <QTemporaryDir>

namespace pl::test {

/// A message bus of the test's own, and a real keyring (gnome-keyring) on it, both in a temporary home: what the person
/// who runs the tests keeps is never touched.
class SecretService
{
public:
    SecretService();
    ~SecretService();

    /// False when the bus did not come up.
    bool startBus();
    /// With a password the keyring is made, or unlocked; without one it stays locked. False when it did not come up.
    bool startKeyring(const QByteArray &password);
    void stopKeyring();
    /// From now on the keyring gets every call and answers none.
    void freezeKeyring();

    QString home() const { return m_home.path(); }
    /// For a program that is to use this bus and this home.
    QProcessEnvironment environment() const;

private:
    QTemporaryDir m_home;
    QProcess m_bus;
    QProcess m_keyring;
    QString m_address;
};

} // namespace pl::test
