#include "models/replica/activityfeed.h"

#include <algorithm>

namespace pl::replica {

using nlohmann::json;
using supabase::Query;

ActivityFeed::ActivityFeed(supabase::RestClient &client, const QString &user, QObject *parent, int page)
    : QObject(parent), m_client(client), m_user(user), m_page(page)
{
}

void ActivityFeed::follow(supabase::OfficeNews &news)
{
    news.watch({"lead_events", "activity"}, this, [this] { readNewer(); });
    connect(&news, &supabase::OfficeNews::heard, this, [this] {
        sendNotes();
        if (m_hasNews && !isReading() && m_lastError.code == ErrorCode::Unavailable)
            readNewer();
    });
}

void ActivityFeed::open()
{
    if (m_state == State::Off)
        reload();
}

void ActivityFeed::setFilter(const ActivityFilter &filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    if (m_state != State::Off)
        reload();
}

void ActivityFeed::reload()
{
    ++m_generation;
    m_underWay = 0;
    m_hasFailed = m_hasGap = m_hasNews = false;
    for (ActivityStream &stream : m_streams)
        stream.reset(m_filter);
    m_lines.clear();
    m_state = hasMore() ? State::Loading : State::Live;
    Q_EMIT reset();
    Q_EMIT stateChanged();
    readOn();
}

void ActivityFeed::receive(const Query &query, const std::function<void(const json &)> &take)
{
    ++m_underWay;
    onResult(this, m_client.selectJson(query), [this, take, asked = m_generation](const Result<json> &rows) {
        if (asked != m_generation)
            return;
        --m_underWay;
        if (rows && rows->is_array())
            take(*rows);
        else
            failed(rows ? Error{ErrorCode::Protocol, QStringLiteral("The server's answer is not a list of rows.")}
                        : rows.error());
        if (m_underWay == 0)
            ended();
    });
}

void ActivityFeed::readOn()
{
    if (isReading())
        return;
    if (!hasMore())
        return m_hasNews ? readNewer() : void();
    m_hasFailed = m_isReadingNewer = false;
    for (ActivityStream &stream : m_streams)
        if (stream.isHungry())
            receive(stream.older(m_page), [this, &stream](const json &rows) { stream.takeOlder(rows, m_page); });
    Q_EMIT stateChanged();
}

void ActivityFeed::readNewer()
{
    if (m_state == State::Off)
        return;
    if (isReading()) {
        m_hasNews = true;
        return;
    }
    m_hasFailed = m_hasNews = false;
    m_isReadingNewer = true;
    for (ActivityStream &stream : m_streams)
        if (stream.isWanted())
            receive(stream.newer(supabase::kPageRows), [this, &stream](const json &rows) {
                m_hasGap = !stream.takeNewer(rows, supabase::kPageRows, m_lines) || m_hasGap;
            });
}

void ActivityFeed::failed(const Error &error)
{
    m_hasFailed = true;
    m_lastError = error;
}

void ActivityFeed::ended()
{
    if (std::exchange(m_hasGap, false))
        return reload();
    m_hasNews = m_hasNews || (m_hasFailed && m_isReadingNewer);
    m_state = m_hasFailed ? State::Failed : State::Live;
    merge();
    Q_EMIT stateChanged();
    if (!m_hasFailed && m_hasNews && !isReading())
        readNewer();
}

/// The stream whose first line comes next; null while that can't be known.
ActivityStream *ActivityFeed::next()
{
    for (std::size_t i = 0; i < m_streams.size(); ++i) {
        const ActivityLine *line = m_streams[i].front();
        const ActivityStream &other = m_streams[1 - i];
        if (line && (other.front() ? isNewer(*line, *other.front()) : other.isReadUpTo(*line)))
            return &m_streams[i];
    }
    return nullptr;
}

void ActivityFeed::merge()
{
    QList<ActivityLine> added;
    while (ActivityStream *stream = next()) {
        const ActivityLine line = stream->takeFront();
        m_lines.insert(line.id(), line);
        if (!m_actors.contains(line.actor))
            m_actors += line.actor;
        added += line;
    }
    if (!added.isEmpty())
        Q_EMIT linesAdded(added);
}

const ActivityLine *ActivityFeed::line(const QUuid &id) const
{
    const auto found = m_lines.constFind(id);
    return found == m_lines.cend() ? nullptr : &*found;
}

QStringList ActivityFeed::actors() const
{
    QStringList names = m_actors;
    names.sort(Qt::CaseInsensitive);
    return names;
}

QFuture<Result<QList<ActivityLine>>> ActivityFeed::changesOf(const QUuid &plumberId, int limit)
{
    using Table = ActivityStream::Table;
    const Query query = ActivityStream::query(Table::Office, limit).eq("plumber_id", plumberId);
    return m_client.selectJson(query).then([](const Result<json> &rows) {
        return rows.transform([](const json &list) { return ActivityStream::linesOf(Table::Office, list); });
    });
}

void ActivityFeed::note(ActivityKind kind, const QString &list, qint64 rows, const QString &format)
{
    json row = {{"actor", toJson(m_user)}, {"kind", enumText(kind)}, {"subject", toJson(list)}};
    row["detail"]["rows"] = rows;
    if (!format.isEmpty())
        row["detail"]["format"] = toJson(format);
    m_notes.push_back(row);
    sendNotes();
}

void ActivityFeed::noteFile(ActivityKind kind, const std::optional<QUuid> &leadId, const json &detail)
{
    json row = {{"actor", toJson(m_user)}, {"kind", enumText(kind)}, {"detail", detail}};
    if (leadId)
        row["lead_id"] = toJson(*leadId);
    m_notes.push_back(row);
    sendNotes();
}

void ActivityFeed::sendNotes()
{
    if (m_notes.empty() || std::exchange(m_isSending, true))
        return;
    onResult(this, m_client.insert(Query("activity").select("id"), m_notes.front()),
             [this](const Result<json> &written) {
                 m_isSending = false;
                 const bool isAway = !written && (written.error().code == ErrorCode::Unavailable ||
                                                  written.error().code == ErrorCode::TimedOut ||
                                                  written.error().code == ErrorCode::RateLimited ||
                                                  written.error().code == ErrorCode::Unauthenticated);
                 if (isAway)
                     return; // again with the next news
                 m_notes.pop_front();
                 sendNotes();
             });
}

} // namespace pl::replica
