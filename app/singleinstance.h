#pragma once

#include <QLocalServer>
#include <QLocalSocket>
#include <QObject>
#include <QTimer>

namespace pl::app {

/// One window a person and settings file: a second start raises the first one's window and ends.
class SingleInstance : public QObject
{
    Q_OBJECT

public:
    /// `name` tells instances apart that may run side by side.
    explicit SingleInstance(const QString &name, QObject *parent = nullptr);

    /// Looks for another instance; one of claimed() and alreadyRunning() follows soon.
    void claim();

Q_SIGNALS:
    /// This is the first one.
    void claimed();
    /// The other one has been told to show itself.
    void alreadyRunning();
    /// Somebody started the program again.
    void raiseRequested();

private:
    void takeName();

    QString m_name;
    QLocalServer m_server;
    QLocalSocket m_other;
    QTimer m_patience;
};

} // namespace pl::app
