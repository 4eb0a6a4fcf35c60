#pragma once

#include "models/base/onresult.h"

#include <QElapsedTimer>

namespace pl::replica {

/// One reading of what a replica keeps, answer by answer. Whoever reads ends the round; an error ends it by itself.
/// Answers to a round that is over are dropped. Lives on the client's thread, and is used again for the next round.
class SyncRound : public QObject
{
    Q_OBJECT

public:
    explicit SyncRound(QObject *parent = nullptr);

    /// A round that is still going on is dropped.
    void begin();
    /// Ends it without ended().
    void drop();
    void end(const Result<> &outcome = {});
    bool isGoing() const { return m_isGoing; }
    /// Changes whenever a round begins or ends.
    int number() const { return m_number; }
    /// In ms of a clock that runs evenly and that nobody sets.
    qint64 now() const { return m_clock.elapsed(); }
    qint64 began() const { return m_began; }

    /// Calls `then` with the answer's value if this round is still going on.
    template <class T, class F>
    void receive(const QFuture<Result<T>> &future, F then)
    {
        onResult(this, future, [this, number = m_number, then = std::move(then)](const Result<T> &answer) {
            if (number != m_number)
                return;
            if (answer)
                then(*answer);
            else
                end(answer.error());
        });
    }

Q_SIGNALS:
    void ended(const pl::Result<> &outcome);

private:
    QElapsedTimer m_clock;
    qint64 m_began = 0;
    int m_number = 0;
    bool m_isGoing = false;
};

} // namespace pl::replica
