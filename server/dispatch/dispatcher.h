#pragma once

#include "models/domain/rankingdecision.h"
#include "models/supabase/officenews.h"
#include "server/dispatch/officestate.h"

#include <QTimer>

namespace pl::dispatch {

/// Does by itself what the office allows: assigns new leads to the best candidate, and gives back to the office what a
/// plumber has not answered in time. Any number of servers may run one on the same store: every write names the version
/// it saw, and the store refuses an automatic assignment beyond a plumber's cap. A lead that came back from a plumber,
/// or that the office took back, is the office's and is not assigned again.
class Dispatcher : public QObject
{
    Q_OBJECT

public:
    /// `rest` must outlive this.
    explicit Dispatcher(supabase::RestClient &rest, QObject *parent = nullptr,
                        std::function<Timestamp()> clock = &Timestamp::now,
                        std::chrono::milliseconds pause = std::chrono::seconds(2));

    /// From now on rounds follow news, and otherwise twice a minute. `news` must outlive this.
    void follow(supabase::OfficeNews &news);
    /// Begins at once and goes on for good.
    void start();

Q_SIGNALS:
    void assigned(const QUuid &leadId, const QUuid &plumberId);
    /// The lead is marked: nobody can take it as things are.
    void nobodyFor(const QUuid &leadId);
    /// The plumber did not answer in time; the lead is new again.
    void takenBack(const QUuid &leadId, const QUuid &plumberId);
    /// All that was to do is done; the next round follows by itself.
    void roundEnded();
    /// The store can't be reached or refused something; the next round tries again.
    void delayed(const QString &reason);

private:
    using Leads = QList<Lead>;
    void wake();
    void round();
    void look(const supabase::Query &query, std::function<void()> then);
    void lookForUnanswered(QList<Urgency> urgencies);
    void takeBackNext();
    void lookForNew();
    void assignNext();
    void assign(const Lead &lead, const RankingDecision &decision);
    void markNobody(const Lead &lead);
    void write(const Lead &lead, const nlohmann::json &changes, std::function<void(const Lead &)> written,
               std::function<void()> next);
    void endRound();
    void giveUp(const Error &error);

    supabase::RestClient &m_rest;
    std::function<Timestamp()> m_clock;
    OfficeState m_state;
    QTimer m_timer;
    std::chrono::milliseconds m_pause; ///< between two rounds when nothing wakes it
    bool m_isRound = false;
    bool m_isWoken = false; ///< during a round
    Leads m_queue;          ///< what this round still has to do
};

} // namespace pl::dispatch
