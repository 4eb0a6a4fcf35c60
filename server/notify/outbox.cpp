#include "server/notify/outbox.h"

#include "models/base/onresult.h"

namespace pl::notify {

using nlohmann::json;
using supabase::Query;

namespace {

Query unserved(const QString &channel)
{
    Query query("notifications");
    query.select("id").eq("channel", channel).eq("status", QStringLiteral("pending")).isNull("error");
    return query;
}

} // namespace

Outbox::Outbox(MessageTools tools, Pace pace, QObject *parent)
    : QObject(parent), m_tools(std::move(tools)), m_pace(pace)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Outbox::round);
}

void Outbox::follow(supabase::OfficeNews &news)
{
    m_pace.interval = supabase::kWithoutNews;
    news.watch({"notifications"}, this, [this] { wake(); });
}

void Outbox::start()
{
    round();
}

void Outbox::wake()
{
    m_isWoken = true;
    if (!m_isRound && m_failures == 0)
        round();
}

QStringList Outbox::channels(bool served) const
{
    QStringList names;
    for (const auto &name : {QStringLiteral("email"), QStringLiteral("sms")})
        if ((m_tools.senderOf(name) != nullptr) == served)
            names += name;
    return names;
}

void Outbox::round()
{
    m_timer.stop();
    m_isRound = true;
    m_isWoken = false;
    m_outage.reset();
    reportUnserved(channels(false));
}

/// Looks before it writes: most often there is nothing to tell.
void Outbox::reportUnserved(QStringList channels)
{
    if (channels.isEmpty())
        return fetch();
    onResult(this, m_tools.rest.selectJson(unserved(channels.first()).limit(1)),
             [this, channels](const Result<json> &rows) mutable {
                 if (!rows)
                     return pause(rows.error());
                 if (rows->is_array() && !rows->empty())
                     return markUnserved(channels);
                 channels.removeFirst();
                 reportUnserved(channels);
             });
}

void Outbox::markUnserved(const QStringList &channels)
{
    const QString sentence = channels.first() == u"sms" ? kNoTextService : kNoEmailService;
    onResult(this, m_tools.rest.update(unserved(channels.first()), {{"error", toJson(sentence)}}),
             [this, channels](const Result<json> &rows) {
                 if (!rows)
                     return pause(rows.error());
                 reportUnserved(channels.sliced(1));
             });
}

void Outbox::fetch()
{
    const QStringList served = channels(true);
    if (served.isEmpty()) {
        m_failures = 0;
        Q_EMIT worked();
        return rest(m_pace.interval);
    }
    const auto query = Query("notifications")
                           .select(Notification::columns())
                           .in("status", {QStringLiteral("pending"), QStringLiteral("sending")})
                           .in("channel", served)
                           .order("next_attempt_at,id")
                           .limit(m_pace.batch);
    onResult(this, m_tools.rest.select<Notification>(query), [this](const Result<QList<Notification>> &rows) {
        if (!rows)
            return pause(rows.error());
        m_failures = 0;
        Q_EMIT worked();
        take(*rows);
    });
}

/// The rows come in the order in which they fall due: behind those that are due is the one to wait for.
void Outbox::take(const QList<Notification> &rows)
{
    const Timestamp now = m_tools.clock();
    const auto later =
        std::find_if(rows.begin(), rows.end(), [now](const Notification &row) { return row.nextAttemptAt > now; });
    m_queue = QList<Notification>(rows.begin(), later);
    if (!m_queue.isEmpty())
        return pump();
    auto wait = m_pace.interval;
    if (later != rows.end())
        wait = std::min(wait, std::chrono::milliseconds((later->nextAttemptAt.micros - now.micros) / 1000 + 1));
    rest(wait);
}

void Outbox::pump()
{
    while (m_busy < m_pace.parallel && !m_queue.isEmpty() && !m_outage) {
        const Notification row = m_queue.takeFirst();
        auto *call = new MessageCall(m_tools, row, this);
        connect(call, &MessageCall::ended, this,
                [this, row](const QString &outcome, const Result<> &written) { onEnded(row, outcome, written); });
        ++m_busy;
        call->start();
    }
    if (m_busy > 0)
        return;
    // Every row that was worked on is due later now, so what else is due may follow at once.
    m_outage ? pause(*m_outage) : rest(std::chrono::milliseconds(0));
}

void Outbox::onEnded(const Notification &row, const QString &outcome, const Result<> &written)
{
    --m_busy;
    if (!written)
        m_outage = written.error();
    Q_EMIT handled(row.id, row.channel, outcome);
    pump();
}

void Outbox::rest(std::chrono::milliseconds length)
{
    m_isRound = false;
    m_timer.start(m_isWoken ? std::chrono::milliseconds(0) : length);
}

void Outbox::pause(const Error &error)
{
    m_queue.clear();
    m_outage.reset();
    m_isRound = false;
    const auto length = std::min(m_pace.longestPause, m_pace.firstPause * (1 << std::min(m_failures++, 12)));
    m_timer.start(length);
    Q_EMIT delayed(error.message, length);
}

} // namespace pl::notify
