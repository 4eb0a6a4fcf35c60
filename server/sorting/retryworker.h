#pragma once

#include "server/shared/workloop.h"
#include "server/sorting/retrycall.h"

namespace pl::sorting {

/// Tries the items again for which somebody asked for it (`status` is "retry"), the longest waiting first. Any number
/// of servers may do so at once: an item's lead has the same id whoever makes it.
///
/// Items are tried one by one, so that two leads of one person find each other. Items whose leads have to be fetched
/// are tried beside them, several at a time: a maker may be slow.
class RetryWorker : public QObject
{
    Q_OBJECT
public:
    using Pace = shared::WorkLoop::Pace;
    /// All must outlive this. `api`: null where nothing can be fetched.
    RetryWorker(supabase::RestClient &rest, SourceBook &book, LeadSourceApi *api, Pace pace, QObject *parent = nullptr);

    /// From now on it looks when there is news, and otherwise once a minute.
    void follow(supabase::OfficeNews &news);
    void start();

Q_SIGNALS:
    void retried(const pl::sorting::Retried &retried);
    /// An item could not be tried, and stays as it is.
    void failed(const QString &item, const QString &reason);
    /// The store is away; the next try is after `pause`.
    void delayed(const QString &reason, std::chrono::milliseconds pause);
    /// An item was tried; with an empty id: there was none.
    void worked(const QString &item);

private:
    QFuture<Result<nlohmann::json>> look(const QByteArray &causeIs);
    QFuture<Result<>> work(const nlohmann::json &row);
    void relay(shared::WorkLoop &loop);

    supabase::RestClient &m_rest;
    SourceBook &m_book;
    LeadSourceApi *const m_api;
    shared::WorkLoop m_items;
    shared::WorkLoop m_fetches;
};

} // namespace pl::sorting
