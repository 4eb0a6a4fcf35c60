#pragma once

#include <QObject>

#include <memory>

namespace pl {

/// Tells the event loop that the program was asked to end: SIGTERM or SIGINT, on Windows Ctrl-C or the closing of the
/// console. Only one at a time may exist. A second request ends the program at once.
class StopSignals : public QObject
{
    Q_OBJECT
public:
    explicit StopSignals(QObject *parent = nullptr);
    ~StopSignals() override;

Q_SIGNALS:
    void stopRequested();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace pl
