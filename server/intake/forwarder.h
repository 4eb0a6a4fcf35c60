#pragma once

#include "models/supabase/restclient.h"
#include "server/intake/personsearch.h"
#include "server/journal/eventforwarder.h"

namespace pl::intake {

/// A lead that has reached the store.
struct DeliveredLead
{
    QUuid sourceId;
    Timestamp receivedAt;
    bool isDuplicate = false; ///< of a person who asked for the same not long before
};

/// Moves leads from the journal to the store with an EventForwarder's guarantees; each exactly once, whatever is lost
/// on the way: rows carry the id that intake gave them, and one that is there already stays as it is. Each is linked to
/// the first lead of its person, as if they were written one by one.
///
/// While a batch is written, the persons of the next one are looked up; what the batch itself brings is added to what
/// the store knew.
class Forwarder : public QObject
{
    Q_OBJECT
public:
    using Pace = journal::EventForwarder::Pace;
    /// For a store that is reached over a network: each request is a way there and back.
    static Pace remotePace();
    /// Both must outlive this; `rest` should not repeat by itself.
    Forwarder(journal::Journal &journal, supabase::RestClient &rest, QObject *parent = nullptr);
    Forwarder(journal::Journal &journal, supabase::RestClient &rest, Pace pace, QObject *parent = nullptr);

    void start();

Q_SIGNALS:
    void forwarded(int leads);
    /// The store has these. A lead is told of again when its answer was lost.
    void delivered(const QList<pl::intake::DeliveredLead> &leads);
    void setAside(QUuid lead, QString reason);
    /// The store took nothing; the next try is after `pause`.
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
    void onSent(const Result<nlohmann::json> &inserted);
    void confirm(const QStringList &ids);
    void onConfirmed(const QStringList &ids, const QStringList &others, const Result<nlohmann::json> &found);
    void finish(const Result<> &result);
    void reportDelivered();

    supabase::RestClient &m_rest;
    Batch m_batch;                          // being delivered
    std::optional<Batch> m_ahead;           // its persons are being looked up
    std::vector<nlohmann::json> m_lastRows; // that the store has taken just before
    QPromise<Result<>> m_promise;
    journal::EventForwarder m_forwarder;
};

} // namespace pl::intake
