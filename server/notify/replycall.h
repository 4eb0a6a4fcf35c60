#pragma once

#include "models/supabase/restclient.h"
#include "server/journal/entry.h"

#include <QMap>
#include <QPromise>

#include <vector>

namespace pl::notify {

/// Writes people's replies to text messages to the store: STOP and START to `opt_outs`, and each reply as a row of
/// `notifications` for the office to read, linked to the plumber or lead whose number it came from. Repeating it
/// changes nothing.
///
/// Owned by its parent; deletes itself when finished. If destroyed earlier, it finishes as Cancelled.
class ReplyCall : public QObject
{
public:
    ReplyCall(supabase::RestClient &rest, const QList<journal::Entry> &entries, QObject *parent);
    ~ReplyCall() override;

    QFuture<Result<>> start();

private:
    void read(const journal::Entry &entry);
    void writeStops();
    void deleteStarts();
    void findPlumbers();
    void findLeads();
    void writeReplies();
    QStringList senders() const;
    void note(const nlohmann::json &found, const char *column);
    void finish(const Result<> &outcome);
    template <class T, class F>
    void then(const QFuture<Result<T>> &pending, F next);

    supabase::RestClient &m_rest;
    QMap<QString, bool> m_stops; ///< the last wish of each number
    std::vector<nlohmann::json> m_replies;
    QPromise<Result<>> m_promise;
    bool m_isFinished = false;
};

} // namespace pl::notify
