#pragma once

#include <QLocalServer>
#include <QLocalSocket>
#include <QObject>
#include <QTimer>

namespace pl::app {

/// One window per person and settings file: a second instance raises the first one's window and quits.
class SingleInstance : public QObject
{
    Q_OBJECT

public:
    /// `name` tells instances apart that may run side by side.
    explicit SingleInstance(const QString &name, QObject *parent = nullptr);

    /// Looks for another instance; claimed() or alreadyRunning() follows soon.
    void claim();

Q_SIGNALS:
    /// This is the first instance.
    void claimed();
    /// The other instance has been asked to show its window.
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
