#pragma once

#include "models/supabase/restclient.h"
#include "server/intake/personmatcher.h"
#include "server/journal/journal.h"

namespace pl::intake {

/// Moves leads from the journal to the store, oldest first, in batches; each exactly once, whatever is lost on the way:
/// rows carry the id that intake gave them, and one that is there already stays as it is.
///
/// Works by itself: begins with what an earlier run left, wakes with every new lead, and tries again with growing
/// pauses while the store is away. A row that the store refuses for its contents is found by halving the batch and set
/// aside with the reason, so that the others go on.
class Forwarder : public QObject
{
    Q_OBJECT
public:
    struct Pace
    {
        int batch = 100;
        std::chrono::milliseconds firstPause = std::chrono::milliseconds(250); ///< doubled with every failure
        std::chrono::milliseconds longestPause = std::chrono::seconds(30);
    };
    /// Both must outlive this; `rest` should not repeat by itself.
    Forwarder(journal::Journal &journal, supabase::RestClient &rest, QObject *parent = nullptr);
    Forwarder(journal::Journal &journal, supabase::RestClient &rest, Pace pace, QObject *parent = nullptr);

    void start();

Q_SIGNALS:
    void forwarded(int leads);
    void setAside(QUuid lead, QString reason);
    /// The store took nothing; the next try is after `pause`.
    void delayed(QString reason, std::chrono::milliseconds pause);

private:
    void wake();
    void readBatch();
    void onBatch(const Result<QList<journal::Entry>> &entries);
    void lookUpPersons();
    void onLookUpFailed(const Error &error);
    void send();
    void onSent(const Result<nlohmann::json> &inserted);
    void confirm(const QStringList &ids);
    void onConfirmed(const QStringList &ids, const Result<nlohmann::json> &found);
    void markForwarded();
    void onRefused(const Error &error);
    void setFirstAside(const Error &error);
    void afterWrite(const Result<> &written, int forwardedLeads);
    void pause(const Error &error);

    journal::Journal &m_journal;
    supabase::RestClient &m_rest;
    const Pace m_pace;
    int m_batchSize;
    int m_failures = 0;
    bool m_isBusy = false;
    bool m_hasNews = false;
    QTimer m_retry;
    QList<journal::Entry> m_entries;
    std::vector<nlohmann::json> m_rows;
    PersonMatcher m_matcher;
    QList<supabase::Query> m_lookUps;
};

} // namespace pl::intake
