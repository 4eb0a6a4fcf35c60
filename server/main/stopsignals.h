#pragma once

#include <QObject>

#include <memory>

namespace pl {

/// Reports on the event loop that the program was asked to stop: by SIGTERM or SIGINT, on Windows by Ctrl-C or by
/// closing the console. Only one may exist at a time. A second request ends the program immediately.
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
