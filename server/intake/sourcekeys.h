#pragma once

#include "models/supabase/officenews.h"
#include "server/intake/sourcekeyscache.h"

#include <QElapsedTimer>
#include <QPromise>

#include <chrono>

namespace pl::intake {

/// Knows the active sources by their keys' hashes. Keeps a copy of the store's list, renewed every `period`, and at
/// once when an unknown key is shown, but not more often than every `pause`. So a key that is revoked is refused within
/// `period` by every server, whichever made the change. While the store is away the last list holds.
class SourceKeys : public QObject
{
    Q_OBJECT
public:
    struct Pace
    {
        std::chrono::milliseconds period = std::chrono::seconds(2);
        std::chrono::milliseconds pause = std::chrono::seconds(1);
    };
    /// `rest` must outlive this. Begins to read the list.
    explicit SourceKeys(supabase::RestClient &rest, QObject *parent = nullptr);
    SourceKeys(supabase::RestClient &rest, Pace pace, QObject *parent = nullptr);

    /// From now on the list is read when there is news of it, and otherwise once a minute. `news` must outlive this.
    void follow(supabase::OfficeNews &news);
    /// Begins with the list that `cache` holds, until the store's own has come, and keeps that there. A key that was
    /// revoked meanwhile is refused as soon as the store can be asked.
    void keepIn(const SourceKeysCache &cache);

    /// What is known now, without asking the store: the quick way for nearly every request.
    std::optional<Source> known(const QByteArray &key);

    /// A list is there; before, every key is unknown.
    bool hasList() const { return m_hasList; }

    /// All active sources.
    QList<Source> all() const { return m_byHash.values(); }

    /// Asks the store for a key that is not known. Unauthenticated when there is no such active key, Unavailable when
    /// the store can't be asked.
    QFuture<Result<Source>> find(const QByteArray &key);
    /// Reads the list as soon as that is allowed again.
    void lookAgain();

Q_SIGNALS:
    /// The store was asked for the list.
    void refreshed(const pl::Result<> &outcome);
    /// The list could not be kept; all else goes on.
    void notKept(const QString &reason);

private:
    struct Waiting
    {
        QByteArray hash;
        QPromise<Result<Source>> promise;
    };

    void refreshSoon();
    void refresh();
    void onRules(const Result<nlohmann::json> &rules);
    void onRows(const Result<nlohmann::json> &rows, const nlohmann::json &rules);
    void take(const SourcesByHash &sources);
    void answer(Waiting &waiting, bool isCurrent) const;

    supabase::RestClient &m_rest;
    Pace m_pace;
    SourcesByHash m_byHash;
    QHash<QByteArray, Source> m_byKey; // those of m_byHash whose keys were shown since it was read
    std::optional<SourceKeysCache> m_cache;
    bool m_hasList = false;
    bool m_isKept = false;          // m_byHash is what the cache holds
    std::vector<Waiting> m_waiting; // for the next reading of the list
    std::vector<Waiting> m_asked;   // for the one that is under way
    bool m_isRefreshing = false;
    QElapsedTimer m_sinceRefresh; // invalid until the first begin
    QTimer m_timer;
};

} // namespace pl::intake
