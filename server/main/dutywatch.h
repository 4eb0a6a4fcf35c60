#pragma once

#include "models/base/timestamp.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>

namespace pl {

/// Notices what fails and goes on failing: a duty of the server, or a duty on one row. After ten minutes it says so,
/// and again when it is over. A failure that isn't repeated for a while is over, too: its row may have gone.
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
    static constexpr std::chrono::minutes kTellAfter{10};
    static constexpr std::chrono::minutes kForgetAfter{5};

    explicit DutyWatch(Clock clock = &Timestamp::now, QObject *parent = nullptr);

    /// `again`: if it goes on, it is told again within this time.
    void failed(const QString &duty, const QString &id, const QString &reason,
                std::chrono::minutes again = kForgetAfter);
    /// The duty on that row, and so the duty.
    void worked(const QString &duty, const QString &id = {});
    /// Looks what has lasted too long and what is over. By itself twice a minute.
    void check();

    /// What has failed for ten minutes: the oldest failure of each duty.
    QList<Failure> failing() const;

Q_SIGNALS:
    /// This duty has failed for ten minutes. Again when the oldest failure or its reason is another.
    void fellIll(const pl::DutyWatch::Failure &failure);
    void recovered(const QString &duty);

private:
    struct Kept
    {
        Failure failure;
        Timestamp over; ///< unless it is repeated before
    };
    const Clock m_clock;
    QTimer m_timer;
    QHash<std::pair<QString, QString>, Kept> m_failures; ///< by duty and row
    QHash<QString, Failure> m_told;                      ///< by duty
};

/// A duty's name in words for people: "Charges and refunds".
QString dutyInWords(const QString &duty);
/// All duties that have one.
QStringList allDuties();

} // namespace pl
