#pragma once

#include "models/base/answer.h"
#include "models/replica/activitystream.h"
#include "models/supabase/officenews.h"

#include <array>

namespace pl::replica {

/// What happened in the office: the leads' history and what people did beyond leads, as one list, the newest first. It
/// is read backward page by page as somebody wants to see more, and new lines come in by themselves. Nothing is read
/// before somebody opens it. Lives on the GUI thread.
class ActivityFeed : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Off,     ///< nobody has opened it
        Loading, ///< the first lines are on their way
        Live,
        Failed ///< `lastError()` says why; lines stay
    };
    static constexpr int kPage = 100; ///< of each of the two tables

    /// `client` must outlive the feed. `user` is the person's e-mail address.
    ActivityFeed(supabase::RestClient &client, const QString &user, QObject *parent = nullptr, int page = kPage);

    /// From now on, once it is open, it reads new lines whenever there is news, and those that couldn't be reached as
    /// soon as the store can. `news` must outlive the feed, and
    /// somebody must ask for it.
    void follow(supabase::OfficeNews &news);
    /// Reads the first page, unless it has been opened.
    void open();
    /// Starts over.
    void reload();
    /// Starts over with other lines, if the feed is open.
    void setFilter(const ActivityFilter &filter);
    const ActivityFilter &filter() const { return m_filter; }
    /// Reads another page, and new lines that failed to come; does nothing while it reads, and when there is no more.
    void readOn();
    bool hasMore() const { return hasMoreIn(0) || hasMoreIn(1); }
    bool isReading() const { return m_underWay > 0; }

    State state() const { return m_state; }
    const Error &lastError() const { return m_lastError; }
    const QHash<QUuid, ActivityLine> &lines() const { return m_lines; }
    /// Null when it isn't there. Valid until the event loop runs again.
    const ActivityLine *line(const QUuid &id) const;
    /// Everybody whose lines were read, whatever the filter, by name.
    QStringList actors() const;

    /// The newest changes of a plumber, without what happened to their leads.
    QFuture<Result<QList<ActivityLine>>> changesOf(const QUuid &plumberId, int limit);
    /// Writes down, in the person's name, that a list left the office: `kind` is Exported or Printed. While the store
    /// is out of reach the line waits; one whose answer was lost may be written twice.
    void note(ActivityKind kind, const QString &list, qint64 rows, const QString &format = {});
    /// The same, that somebody looked at a customer's file, or took something of it along: `kind` is FileViewed,
    /// ProofMade or PersonExported. `detail` holds nothing of the customer.
    void noteFile(ActivityKind kind, const std::optional<QUuid> &leadId, const nlohmann::json &detail);

Q_SIGNALS:
    /// It started over: models fill themselves again.
    void reset();
    void linesAdded(const QList<pl::replica::ActivityLine> &lines);
    /// State, error, or whether it reads.
    void stateChanged();

private:
    bool hasMoreIn(std::size_t stream) const { return !m_streams[stream].isAtEnd() || m_streams[stream].front(); }
    void receive(const supabase::Query &query, const std::function<void(const nlohmann::json &)> &take);
    void readNewer();
    void ended();
    void failed(const Error &error);
    void merge();
    ActivityStream *next();
    void sendNotes();

    supabase::RestClient &m_client;
    const QString m_user;
    const int m_page;
    ActivityFilter m_filter;
    std::array<ActivityStream, 2> m_streams{ActivityStream(ActivityStream::Table::Leads),
                                            ActivityStream(ActivityStream::Table::Office)};
    QHash<QUuid, ActivityLine> m_lines;
    QStringList m_actors;
    State m_state = State::Off;
    Error m_lastError;
    int m_underWay = 0;                 ///< requests
    int m_generation = 0;               ///< answers to what was asked before it started over are dropped
    bool m_hasFailed = false;           ///< one of the requests under way
    bool m_hasGap = false;              ///< … and lines were left out
    bool m_hasNews = false;             ///< that came while it was reading, or could not be read
    bool m_isReadingNewer = false;      ///< if it reads
    std::deque<nlohmann::json> m_notes; ///< to be written, the first one first
    bool m_isSending = false;
};

} // namespace pl::replica
