#pragma once

#include "models/base/timestamp.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>

namespace pl {

/// Watches for lasting failures of the server's duties, as a whole or on one row. Reports a failure after ten minutes,
/// and again when it is over. A failure that isn't repeated for a while counts as over, too: its row may be gone.
class DutyWatch : public QObject
{
    Q_OBJECT
public:
    struct Failure
    {
        QString duty;
        QString id; ///< of the row; empty: the whole duty
        QString reason;
        Timestamp since;
        bool operator==(const Failure &) const = default;
    };
    using Clock = std::function<Timestamp()>;
    static constexpr std::chrono::minutes kReportAfter{10};
    static constexpr std::chrono::minutes kForgetAfter{5};

    explicit DutyWatch(Clock clock = &Timestamp::now, QObject *parent = nullptr);

    /// `again`: a failure that lasts is reported to this function again within this time.
    void failed(const QString &duty, const QString &id, const QString &reason,
                std::chrono::minutes again = kForgetAfter);
    /// The duty worked on that row, and therefore as a whole.
    void worked(const QString &duty, const QString &id = {});
    /// Reports what has lasted too long and what is over. Runs by itself twice a minute.
    void check();

    /// What has been failing for ten minutes: the oldest failure of each duty.
    QList<Failure> failing() const;

Q_SIGNALS:
    /// This duty has been failing for ten minutes. Emitted again when the oldest failure or its reason changes.
    void startedFailing(const pl::DutyWatch::Failure &failure);
    void recovered(const QString &duty);

private:
    struct Kept
    {
        Failure failure;
        Timestamp over; ///< unless it is repeated before then
    };
    const Clock m_clock;
    QTimer m_timer;
    QHash<std::pair<QString, QString>, Kept> m_failures; ///< by duty and row
    QHash<QString, Failure> m_reported;                  ///< by duty
};

/// A duty's name for people: "Charges and refunds".
QString dutyInWords(const QString &duty);
/// All duties that have such a name.
QStringList allDuties();

} // namespace pl
