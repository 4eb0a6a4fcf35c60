#include "server/notify/outbox.h"

#include "models/base/onresult.h"

namespace pl::notify {

using nlohmann::json;
using shared::WorkLoop;
using supabase::Query;

namespace {

/// A row about which the store took no word.
constexpr std::chrono::milliseconds kRest{30'000};

Query unserved(const QString &channel)
{
    Query query("notifications");
    query.select("id").eq("channel", channel).eq("status", QStringLiteral("pending")).isNull("error");
    return query;
}

WorkLoop::Pace paceOf(const Outbox::Pace &pace)
{
    return {pace.interval, pace.firstPause, pace.longestPause, kRest, pace.parallel};
}

} // namespace

Outbox::Outbox(MessageTools tools, Pace pace, QObject *parent)
    : QObject(parent)
    , m_tools(std::move(tools))
    , m_batch(pace.batch)
    , m_loop([this] { return look(); }, [this](const json &row) { return send(row); }, paceOf(pace))
{
    connect(&m_loop, &WorkLoop::delayed, this, &Outbox::delayed);
    connect(&m_loop, &WorkLoop::failed, this,
            [this](const QString &, const QString &reason) { Q_EMIT delayed(reason, kRest); });
    connect(&m_loop, &WorkLoop::worked, this, &Outbox::worked);
}

QStringList Outbox::channels(bool served) const
{
    QStringList names;
    for (const auto &name : {QStringLiteral("email"), QStringLiteral("sms")})
        if ((m_tools.senderOf(name) != nullptr) == served)
            names += name;
    return names;
}

QFuture<Result<json>> Outbox::look()
{
    const Rows found;
    reportUnserved(channels(false), found);
    return found.future();
}

/// Looks before it writes: most often there is nothing to tell.
void Outbox::reportUnserved(QStringList channels, const Rows &found)
{
    if (channels.isEmpty())
        return readDue(found);
    onResult(this, m_tools.rest.selectJson(unserved(channels.first()).limit(1)),
             [this, channels, found](const Result<json> &rows) mutable {
                 if (!rows)
                     return found.finish(rows.error());
                 if (!rows->empty())
                     return markUnserved(channels, found);
                 channels.removeFirst();
                 reportUnserved(channels, found);
             });
}

void Outbox::markUnserved(const QStringList &channels, const Rows &found)
{
    const QString sentence = channels.first() == u"sms" ? kNoTextService : kNoEmailService;
    onResult(this, m_tools.rest.update(unserved(channels.first()), {{"error", toJson(sentence)}}),
             [this, channels, found](const Result<json> &rows) {
                 if (!rows)
                     return found.finish(rows.error());
                 reportUnserved(channels.sliced(1), found);
             });
}

void Outbox::readDue(const Rows &found)
{
    const QStringList served = channels(true);
    if (served.isEmpty())
        return found.finish(json::array());
    const auto query = Query("notifications")
                           .select(Notification::columns())
                           .in("status", {QStringLiteral("pending"), QStringLiteral("sending")})
                           .in("channel", served)
                           .order("next_attempt_at,id")
                           .limit(m_batch);
    onResult(this, m_tools.rest.selectJson(query), [this, found](const Result<json> &rows) {
        found.finish(rows.transform([this](const json &all) { return dueOf(all); }));
    });
}

/// The rows come in the order in which they fall due: behind those that are due is the one to wait for.
json Outbox::dueOf(const json &rows)
{
    const Timestamp now = m_tools.clock();
    json due = json::array();
    for (const json &row : rows) {
        const Timestamp at = JsonReader(row).timestamp("next_attempt_at");
        if (at > now) {
            m_loop.lookWithin(std::chrono::milliseconds((at.micros - now.micros) / 1000 + 1));
            break;
        }
        due.push_back(row);
    }
    return due;
}

QFuture<Result<>> Outbox::send(const json &row)
{
    const auto message = Notification::fromJson(row);
    if (!message)
        return QtFuture::makeReadyFuture(Result<>(message.error()));
    return thenOn(this, (new MessageCall(m_tools, *message, this))->start(),
                  [this, message = *message](const Result<QString> &outcome) {
                      Q_EMIT handled(message.id, message.channel, outcome.valueOr(QStringLiteral("delayed")));
                      return outcome.transform([](const QString &) { return Done(); });
                  });
}

} // namespace pl::notify
