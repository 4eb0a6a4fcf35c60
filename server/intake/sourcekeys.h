#pragma once

#include "models/base/answer.h"
#include "models/supabase/officenews.h"
#include "server/intake/sourcekeyscache.h"

#include <QElapsedTimer>

#include <chrono>

namespace pl::intake {

/// The active sources by their keys' hashes. Keeps a copy of the store's list, refreshed every `period`, and
/// immediately when an unknown key arrives, but at most every `pause`. So every server refuses a revoked key within
/// `period`. While the store is unavailable, the last list is used.
class SourceKeys : public QObject
{
    Q_OBJECT
public:
    struct Pace
    {
        std::chrono::milliseconds period = std::chrono::seconds(2);
        std::chrono::milliseconds pause = std::chrono::seconds(1);
        std::function<Timestamp()> now = Timestamp::now; ///< by this clock a source's key before its present one ends
    };
    /// `rest` must outlive this. Starts reading the list.
    SourceKeys(supabase::RestClient &rest, Pace pace, QObject *parent = nullptr);

    /// Makes it read the list when it changes, and otherwise once a minute. `news` must outlive this.
    void follow(supabase::OfficeNews &news);
    /// Uses the list in `cache` until the store's list arrives, and saves new lists there. A key revoked meanwhile is
    /// refused as soon as the store can be reached.
    void keepIn(const SourceKeysCache &cache);

    /// Looks in the current list only: the fast path for nearly every request.
    std::optional<Source> known(const QByteArray &key);
    /// The same for the source with this id.
    std::optional<Source> withId(const QUuid &id) const;

    /// Whether there is a list; until then, every key is unknown.
    bool hasList() const { return m_hasList; }

    /// All active sources.
    QList<Source> all() const;

    /// Looks up an unknown key in the store. Unauthenticated if there is no such active key, Unavailable if the store
    /// can't be reached.
    QFuture<Result<Source>> find(const QByteArray &key);
    /// The same for any way to recognize a source: `look` is asked when the store's list has arrived.
    using Look = std::function<std::optional<Source>()>;
    QFuture<Result<Source>> find(Look look);
    /// Reads the list again as soon as `pause` allows.
    void lookAgain();

Q_SIGNALS:
    /// The store was asked for the list.
    void refreshed(const pl::Result<> &outcome);
    /// The list could not be saved; everything else continues.
    void saveFailed(const QString &reason);

private:
    struct Waiting
    {
        Look look;
        Answer<Source> answer = {};
    };

    void refreshSoon();
    void refresh();
    void readSecrets(const nlohmann::json &rules);
    void readSources(const nlohmann::json &rules, const nlohmann::json &secrets);
    void finish(const Result<SourcesByHash> &sources);
    void take(const SourcesByHash &sources);
    void use(const SourcesByHash &sources);

    supabase::RestClient &m_rest;
    Pace m_pace;
    SourcesByHash m_byHash;
    QHash<QByteArray, Source> m_byKey; // entries of m_byHash whose keys were used since it was read
    QHash<QUuid, QByteArray> m_hashes; // of the sources' present keys
    std::optional<SourceKeysCache> m_cache;
    bool m_hasList = false;
    bool m_isKept = false;          // m_byHash is saved in the cache
    std::vector<Waiting> m_waiting; // for the next reading of the list
    std::vector<Waiting> m_asked;   // for the reading in progress
    bool m_isRefreshing = false;
    QElapsedTimer m_sinceRefresh; // invalid until the first refresh
    QTimer m_timer;
};

} // namespace pl::intake
