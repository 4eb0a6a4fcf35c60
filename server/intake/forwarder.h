#pragma once

#include "models/base/answer.h"
#include "models/supabase/restclient.h"
#include "server/intake/personsearch.h"
#include "server/journal/eventforwarder.h"

#include <QSet>

namespace pl::intake {

/// A lead that reached the store.
struct DeliveredLead
{
    QUuid sourceId;
    Timestamp receivedAt;
    bool isDuplicate = false; ///< the same person recently asked for the same service
    bool isTest = false;
};

/// Moves leads from the journal to the store with an EventForwarder's guarantees, each exactly once even if answers are
/// lost: rows carry the id that intake gave them, and existing rows are not changed. Each lead is linked to its
/// person's first lead, as if leads were written one at a time.
///
/// While one batch is written, the persons of the next are looked up; the current batch's leads are then added to that
/// result.
class Forwarder : public QObject
{
    Q_OBJECT
public:
    using Pace = journal::EventForwarder::Pace;
    /// For a store across a network, where each request is a round trip.
    static Pace remotePace();
    /// Both must outlive this; `rest` should not retry by itself.
    Forwarder(journal::Journal &journal, supabase::RestClient &rest, Pace pace, QObject *parent = nullptr);

    void start();

Q_SIGNALS:
    void forwarded(int leads);
    /// These leads are in the store. A lead is reported again if its answer was lost.
    void delivered(const QList<pl::intake::DeliveredLead> &leads);
    void setAside(QUuid lead, QString reason);
    /// The store accepted nothing; the next try is after `pause`.
    void delayed(QString reason, std::chrono::milliseconds pause);

private:
    struct Batch
    {
        QList<journal::Entry> entries;
        std::vector<nlohmann::json> rows;
        QFuture<Result<PersonMatcher>> persons;
    };
    Batch begin(const QList<journal::Entry> &entries);
    std::optional<Batch> takeAhead(const QList<journal::Entry> &entries);
    QFuture<Result<>> deliver(const QList<journal::Entry> &entries);
    void onPersons(const Result<PersonMatcher> &found, const std::vector<nlohmann::json> &before);
    void send(PersonMatcher matcher);
    void onSent(const Result<QSet<QString>> &inserted);
    void finish(const Result<> &result);
    void reportDelivered();

    supabase::RestClient &m_rest;
    Batch m_batch;                          // being delivered
    std::optional<Batch> m_ahead;           // whose persons are being looked up
    std::vector<nlohmann::json> m_lastRows; // of the previous batch
    Answer<> m_answer;
    journal::EventForwarder m_forwarder;
};

} // namespace pl::intake
