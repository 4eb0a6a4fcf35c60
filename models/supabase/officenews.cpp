#include "models/supabase/officenews.h"

#include "models/base/onresult.h"

namespace pl::supabase {
namespace {

using namespace std::chrono_literals;

/// Longer than nearly every transaction takes. What takes even longer is found by the look `atLatest`.
constexpr std::chrono::milliseconds kSecondLook = 3s;

} // namespace

Result<News> News::fromJson(const nlohmann::json &json)
{
    if (!json.is_object())
        return Error{ErrorCode::Protocol, QStringLiteral("The store's news could not be read.")};
    News news;
    news.m_tables = json;
    return news;
}

bool News::differs(const News &earlier, const QByteArray &table) const
{
    const auto now = m_tables.find(table.constData());
    const auto before = earlier.m_tables.find(table.constData());
    if (now == m_tables.end() || before == earlier.m_tables.end())
        return now != m_tables.end() || before != earlier.m_tables.end();
    return *now != *before;
}

Lookout::Lookout(QList<QByteArray> tables, std::chrono::milliseconds atLatest)
    : m_tables(std::move(tables)), m_atLatest(atLatest)
{
}

bool Lookout::hasNews(const News &news) const
{
    return !m_seen || std::any_of(m_tables.begin(), m_tables.end(),
                                  [&](const QByteArray &table) { return news.differs(*m_seen, table); });
}

bool Lookout::isDue(const News &news, qint64 now) const
{
    return hasNews(news) || now >= m_lookAgainAt;
}

void Lookout::looked(const News &news, qint64 now)
{
    m_lookAgainAt = now + (hasNews(news) ? std::min(kSecondLook, m_atLatest) : m_atLatest).count();
    m_seen = news;
}

OfficeNews::OfficeNews(RestClient &client, QObject *parent) : OfficeNews(client, Pace(), parent) {}

OfficeNews::OfficeNews(RestClient &client, Pace pace, QObject *parent)
    : QObject(parent), m_client(client), m_pace(pace), m_backoff(pace.busy * 2, pace.longestPause)
{
    m_clock.start();
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &OfficeNews::ask);
}

void OfficeNews::start()
{
    m_isStarted = true;
    ask();
}

void OfficeNews::stop()
{
    m_isStarted = false;
    m_timer.stop();
}

void OfficeNews::ask()
{
    if (std::exchange(m_isAsking, true))
        return;
    m_timer.stop();
    const HttpRequest request{"GET", "/rest/v1/rpc/office_news", {{"Accept", "application/json"}}};
    onResult(this, m_client.send(request, false).then(jsonFromResponse),
             [this](const Result<nlohmann::json> &answer) { onAnswer(answer); });
}

void OfficeNews::onAnswer(const Result<nlohmann::json> &answer)
{
    m_isAsking = false;
    const Result<News> news = answer.andThen(&News::fromJson);
    if (news) {
        m_backoff.reset();
        ring(*news);
    }
    const bool isResting = m_clock.elapsed() - m_movedAt > m_pace.restAfter.count();
    const auto usual = isResting ? m_pace.resting : m_pace.busy;
    if (m_isStarted)
        m_timer.start(news ? usual : std::max(usual, m_backoff.next(news.error().retryAfterSeconds)));
    if (news)
        Q_EMIT heard(*news);
    else
        Q_EMIT failed(news.error());
}

void OfficeNews::watch(const QList<QByteArray> &tables, QObject *owner, std::function<void()> moved)
{
    m_watches.push_back({owner, Lookout(tables, std::chrono::hours(24 * 365)), std::move(moved)});
}

void OfficeNews::ring(const News &news)
{
    const qint64 now = m_clock.elapsed();
    std::vector<std::function<void()>> due;
    std::erase_if(m_watches, [](const Watch &watch) { return !watch.owner; });
    for (Watch &watch : m_watches) {
        if (!watch.lookout.isDue(news, now))
            continue;
        watch.lookout.looked(news, now);
        due.push_back(watch.moved);
    }
    if (!due.empty())
        m_movedAt = now;
    // Behind the loop: whoever hears of it may ask to hear of more.
    for (const auto &moved : due)
        moved();
}

} // namespace pl::supabase
