#include "server/shared/workloop.h"

#include "models/base/onresult.h"

namespace pl::shared {

using nlohmann::json;

namespace {

bool isOutage(const Error &error)
{
    switch (error.code) {
    case ErrorCode::Unavailable:
    case ErrorCode::TimedOut:
    case ErrorCode::RateLimited:
    case ErrorCode::Unauthenticated:
    case ErrorCode::Forbidden:
        return true;
    case ErrorCode::InvalidInput:
    case ErrorCode::NotFound:
    case ErrorCode::Conflict:
    case ErrorCode::Outdated:
    case ErrorCode::TooLarge:
    case ErrorCode::Protocol:
    case ErrorCode::Internal:
    case ErrorCode::Cancelled:
        break;
    }
    return false;
}

constexpr qsizetype kManyResting = 2000;

bool areRows(const json &rows)
{
    return rows.is_array() && std::all_of(rows.begin(), rows.end(), [](const json &row) {
               return row.is_object() && row.contains("id") && row["id"].is_string();
           });
}

std::string idOf(const json &row)
{
    return row.at("id").get<std::string>();
}

json versionOf(const json &row)
{
    return row.value("version", json());
}

} // namespace

WorkLoop::WorkLoop(Fetch fetch, Work work, Pace pace, QObject *parent)
    : QObject(parent)
    , m_fetch(std::move(fetch))
    , m_work(std::move(work))
    , m_pace(pace)
    , m_backoff(pace.firstPause, pace.longestPause)
{
    m_timer.setSingleShot(true);
    m_clock.start();
    connect(&m_timer, &QTimer::timeout, this, [this] {
        m_isPaused = false;
        this->fetch();
    });
}

void WorkLoop::follow(supabase::OfficeNews &news, const QList<QByteArray> &tables)
{
    m_pace.interval = supabase::kWithoutNews;
    news.watch(tables, this, [this] { wake(); });
}

void WorkLoop::start()
{
    fetch();
}

void WorkLoop::wake()
{
    m_isWoken = true;
    fetch();
}

void WorkLoop::fetch()
{
    if (m_isFetching || m_isPaused || !m_queue.empty() || m_busy.size() >= m_pace.parallel)
        return;
    m_isFetching = true;
    m_isWoken = false;
    m_nextIn.reset();
    m_timer.stop();
    onResult(this, m_fetch(), [this](const Result<json> &rows) { onRows(rows); });
}

void WorkLoop::onRows(const Result<json> &rows)
{
    m_isFetching = false;
    if (!rows)
        return pause(rows.error());
    if (!areRows(*rows))
        return pause({ErrorCode::Protocol, QStringLiteral("The store's answer makes no sense.")});
    if (m_isPaused)
        return;
    m_areSomeResting = false;
    if (m_resting.size() > kManyResting)
        erase_if(m_resting, [this](const auto &entry) { return entry.value().until <= m_clock.elapsed(); });
    std::copy_if(rows->begin(), rows->end(), std::back_inserter(m_queue),
                 [this](const json &row) { return wants(row); });
    m_queue.empty() ? rest() : pump();
}

void WorkLoop::rest()
{
    if (m_busy.isEmpty() && !m_areSomeResting) {
        m_backoff.reset();
        Q_EMIT worked({});
    }
    if (m_isWoken)
        return fetch();
    const auto length = std::min(m_pace.interval, m_nextIn.value_or(m_pace.interval));
    m_timer.start(m_areSomeResting ? std::min(length, m_pace.rest) : length);
}

bool WorkLoop::wants(const json &row)
{
    const auto resting = m_resting.constFind(idOf(row));
    if (m_busy.contains(idOf(row)))
        return false;
    const bool rests =
        resting != m_resting.cend() && resting->version == versionOf(row) && resting->until > m_clock.elapsed();
    m_areSomeResting |= rests;
    return !rests;
}

void WorkLoop::pump()
{
    while (m_busy.size() < m_pace.parallel && !m_queue.empty()) {
        const json row = std::move(m_queue.front());
        m_queue.pop_front();
        m_busy.insert(idOf(row));
        onResult(this, m_work(row), [this, row](const Result<> &outcome) { onWorked(row, outcome); });
    }
}

void WorkLoop::onWorked(const json &row, const Result<> &outcome)
{
    m_busy.remove(idOf(row));
    // Should it still be there unchanged, it is not for us to hurry.
    m_resting.insert(idOf(row), {versionOf(row), m_clock.elapsed() + m_pace.rest.count()});
    if (!outcome && isOutage(outcome.error())) {
        m_resting.remove(idOf(row));
        return pause(outcome.error());
    }
    if (!outcome)
        Q_EMIT failed(QString::fromStdString(idOf(row)), outcome.error().message);
    else {
        m_backoff.reset();
        Q_EMIT worked(QString::fromStdString(idOf(row)));
    }
    if (m_isPaused)
        return;
    pump();
    fetch();
}

void WorkLoop::pause(const Error &error)
{
    m_queue.clear();
    if (m_isPaused)
        return;
    m_isPaused = true;
    const auto length = m_backoff.next(error.retryAfterSeconds);
    m_timer.start(length);
    Q_EMIT delayed(error.message, length);
}

} // namespace pl::shared
