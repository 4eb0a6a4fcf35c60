#pragma once

#include "models/base/backoff.h"
#include "models/supabase/restclient.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QTimer>

namespace pl::supabase {

/// What the store's function `office_news` answers: a value for each table that differs from an earlier one when rows
/// that the caller may see were added or changed since.
class News
{
public:
    News() = default;
    static Result<News> fromJson(const nlohmann::json &json);

    /// Also when one of the two says nothing about the table.
    bool differs(const News &earlier, const QByteArray &table) const;

private:
    nlohmann::json m_tables = nlohmann::json::object();
};

/// When some tables are worth reading again: when there is news of them, once more a little later (a transaction may
/// end after one that began behind it, and carries the older time), and after `atLatest` in any case.
class Lookout
{
public:
    explicit Lookout(QList<QByteArray> tables, std::chrono::milliseconds atLatest = std::chrono::minutes(1));

    /// `now` in ms of a clock that nobody sets.
    bool isDue(const News &news, qint64 now) const;
    /// The tables were read, all of it after `news` was heard.
    void looked(const News &news, qint64 now);
    /// Due at once.
    void forget() { m_seen.reset(); }

private:
    bool hasNews(const News &news) const;

    QList<QByteArray> m_tables;
    std::chrono::milliseconds m_atLatest;
    std::optional<News> m_seen; ///< none: never read
    qint64 m_lookAgainAt = 0;
};

/// How often who goes by news looks all the same.
inline constexpr std::chrono::milliseconds kWithoutNews{60'000};

/// Asks the store what moved: one small request instead of one for each table. Lives on the client's thread.
class OfficeNews : public QObject
{
    Q_OBJECT

public:
    struct Pace
    {
        std::chrono::milliseconds busy{1000};    ///< between two questions while something moves
        std::chrono::milliseconds resting{2000}; ///< while nothing has moved for `restAfter`
        std::chrono::milliseconds restAfter{60'000};
        std::chrono::milliseconds longestPause{30'000}; ///< while the store is away; doubled up to this, or as it asks
    };
    /// `client` must outlive this.
    explicit OfficeNews(RestClient &client, QObject *parent = nullptr);
    OfficeNews(RestClient &client, Pace pace, QObject *parent = nullptr);

    /// Asks now and then at its pace, until stop().
    void start();
    void stop();
    /// Asks once, unless a question is under way.
    void ask();

    /// Calls `moved` when there is news of one of the tables (as Lookout says, without a latest time), as long as
    /// `owner` lives.
    void watch(const QList<QByteArray> &tables, QObject *owner, std::function<void()> moved);

Q_SIGNALS:
    void heard(const pl::supabase::News &news);
    void failed(const pl::Error &error);

private:
    struct Watch
    {
        QPointer<QObject> owner;
        Lookout lookout;
        std::function<void()> moved;
    };
    void onAnswer(const Result<nlohmann::json> &answer);
    void ring(const News &news);

    RestClient &m_client;
    const Pace m_pace;
    QTimer m_timer;
    QElapsedTimer m_clock;
    std::vector<Watch> m_watches;
    Backoff m_backoff;
    qint64 m_movedAt = 0;
    bool m_isStarted = false;
    bool m_isAsking = false;
};

} // namespace pl::supabase
