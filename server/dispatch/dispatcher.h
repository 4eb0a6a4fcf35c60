#pragma once

#include "models/domain/rankingdecision.h"
#include "models/supabase/officenews.h"
#include "server/dispatch/officestate.h"

#include <QTimer>

namespace pl::dispatch {

/// Does automatically what the office allows: assigns new leads to the best candidate and returns leads not answered in
/// time to the office. Any number of servers may run one on the same store: every write names the version it saw, and
/// the store refuses automatic assignments beyond a plumber's cap. A lead returned by a plumber, or taken back by the
/// office, is left to the office and not assigned again; so are tests, leads whose service is unknown, and leads of
/// people who asked that theirs are not sold.
class Dispatcher : public QObject
{
    Q_OBJECT

public:
    /// `rest` must outlive this.
    explicit Dispatcher(supabase::RestClient &rest, QObject *parent = nullptr,
                        std::function<Timestamp()> clock = &Timestamp::now,
                        std::chrono::milliseconds pause = std::chrono::seconds(2));

    /// Makes it run a round when there is news, and otherwise twice a minute. `news` must outlive this.
    void follow(supabase::OfficeNews &news);
    /// Starts immediately and runs indefinitely.
    void start();

Q_SIGNALS:
    void assigned(const QUuid &leadId, const QUuid &plumberId);
    /// The lead was marked: currently no plumber can take it.
    void noPlumberFor(const QUuid &leadId);
    /// The plumber did not answer in time; the lead is new again.
    void takenBack(const QUuid &leadId, const QUuid &plumberId);
    /// The round is complete; the next one follows automatically.
    void roundEnded();
    /// The store was unreachable or refused a write; the next round tries again.
    void delayed(const QString &reason);

private:
    using Leads = QList<Lead>;
    void wake();
    void round();
    void look(const supabase::Query &query, const std::function<void()> &then);
    void lookForUnanswered(QList<Urgency> urgencies);
    void takeBackNext();
    void lookForNew();
    void assignNext();
    /// These two return whether a write is under way, after which assignNext() goes on.
    bool assignToBest(const Lead &lead);
    bool markNoCandidate(const Lead &lead);
    void assign(const Lead &lead, const RankingDecision &decision);
    void write(const Lead &lead, const nlohmann::json &changes, const std::function<void(const Lead &)> &written,
               const std::function<void()> &next);
    void endRound();
    void giveUp(const Error &error);

    supabase::RestClient &m_rest;
    std::function<Timestamp()> m_clock;
    OfficeState m_state;
    QTimer m_timer;
    std::chrono::milliseconds m_pause; ///< between rounds when nothing wakes it
    bool m_isRound = false;
    bool m_isWoken = false; ///< during a round
    Leads m_queue;          ///< the rest of this round's work
};

} // namespace pl::dispatch
