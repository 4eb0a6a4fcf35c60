#pragma once

#include "models/supabase/restclient.h"

#include <QElapsedTimer>
#include <QHash>
#include <QPromise>

#include <chrono>

namespace pl::intake {

/// A lead source whose key was shown.
struct Source
{
    QUuid id;
    QString name;
    bool operator==(const Source &) const = default;
};

/// Knows the active sources by their keys' hashes. Keeps a copy of the store's list, renewed every `period`, and at
/// once when an unknown key is shown, but not more often than every `pause`. While the store is away the last list
/// holds.
class SourceKeys : public QObject
{
    Q_OBJECT
public:
    struct Pace
    {
        std::chrono::milliseconds period = std::chrono::seconds(5);
        std::chrono::milliseconds pause = std::chrono::seconds(1);
    };
    /// `rest` must outlive this. Begins to read the list.
    explicit SourceKeys(supabase::RestClient &rest, QObject *parent = nullptr);
    SourceKeys(supabase::RestClient &rest, Pace pace, QObject *parent = nullptr);

    /// What is known now, without asking the store: the quick way for nearly every request.
    std::optional<Source> known(const QByteArray &key) const;

    /// Asks the store for a key that is not known. Unauthenticated when there is no such active key, Unavailable when
    /// the store can't be asked.
    QFuture<Result<Source>> find(const QByteArray &key);

private:
    struct Waiting
    {
        QByteArray hash;
        QPromise<Result<Source>> promise;
    };

    void refreshSoon();
    void refresh();
    void onRows(const Result<nlohmann::json> &rows);
    void answer(Waiting &waiting, bool isCurrent) const;

    supabase::RestClient &m_rest;
    const Pace m_pace;
    QHash<QByteArray, Source> m_byHash;
    std::vector<Waiting> m_waiting; // for the next reading of the list
    std::vector<Waiting> m_asked;   // for the one that is under way
    bool m_isRefreshing = false;
    QElapsedTimer m_sinceRefresh; // invalid until the first begin
    QTimer m_timer;
};

} // namespace pl::intake
