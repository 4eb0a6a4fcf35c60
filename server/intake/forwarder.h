#pragma once

#include "models/supabase/restclient.h"
#include "server/intake/personmatcher.h"
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
/// on the way: rows carry the id that intake gave them, and one that is there already stays as it is.
class Forwarder : public QObject
{
    Q_OBJECT
public:
    using Pace = journal::EventForwarder::Pace;
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
    QFuture<Result<>> deliver(const QList<journal::Entry> &entries);
    void lookUpPersons();
    void onLookUpFailed(const Error &error);
    void send();
    void onSent(const Result<nlohmann::json> &inserted);
    void confirm(const QStringList &ids);
    void onConfirmed(const QStringList &ids, const Result<nlohmann::json> &found);
    void finish(const Result<> &result);
    void tellDelivered();

    supabase::RestClient &m_rest;
    QList<journal::Entry> m_entries;
    std::vector<nlohmann::json> m_rows;
    PersonMatcher m_matcher;
    QList<supabase::Query> m_lookUps;
    QPromise<Result<>> m_promise;
    journal::EventForwarder m_forwarder;
};

} // namespace pl::intake
