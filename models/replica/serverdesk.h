#pragma once

#include "models/base/answer.h"
#include "models/domain/serverrequest.h"
#include "models/domain/serverstatus.h"
#include "models/supabase/officenews.h"

#include <QElapsedTimer>

namespace pl::replica {

/// What admins ask of the office's server (models/domain/serverrequest.h), and what it says of itself. Lives on the GUI
/// thread; every call finishes exactly once.
class ServerDesk : public QObject
{
    Q_OBJECT

public:
    struct Pace
    {
        std::chrono::milliseconds look{500};         ///< between two looks at an open request
        std::chrono::milliseconds patience{60'000};  ///< then the answer is not waited for any longer
        std::chrono::milliseconds askAgain{240'000}; ///< for the status, while somebody looks at it
    };
    /// An Error's remote code: no server has answered in time. The request is still open.
    static constexpr QLatin1StringView kSilent{"server_silent"};

    /// `client` must outlive the desk.
    explicit ServerDesk(supabase::RestClient &client, QObject *parent = nullptr);
    ServerDesk(supabase::RestClient &client, Pace pace, QObject *parent = nullptr);

    /// Reads the status again when the server has written it. `news` must outlive the desk.
    void follow(supabase::OfficeNews &news);

    /// The server's answer. When it could not do it, InvalidInput with its sentence; TimedOut and kSilent when it did
    /// not answer within a minute; else what kept us from asking.
    QFuture<Result<nlohmann::json>> ask(ServerRequestKind kind, const nlohmann::json &data = nlohmann::json::object());

    /// Somebody looks at the status: reads it, and asks the server to write it now and every minute for a while. Call
    /// it again while they look; it asks no more often than needed.
    void want();
    /// Nothing until it was read, or when no server has written one.
    const std::optional<ServerStatus> &status() const { return m_status; }
    bool isLoaded() const { return m_isLoaded; }
    /// The server was asked for its status and has not answered yet.
    bool isAsking() const { return m_isAsking; }
    /// The server writes its status in time, by the store's clock. Unknown, and so true, while it is asked.
    bool isRunning() const { return m_isAsking || (m_status && !m_status->isStale(m_client.serverTime())); }

Q_SIGNALS:
    void changed();
    void loadFailed(const pl::Error &error);

private:
    struct Wish;
    using WishPtr = std::shared_ptr<const Wish>;
    void lookLater(const WishPtr &wish);
    void look(const WishPtr &wish);
    void load();

    supabase::RestClient &m_client;
    const Pace m_pace;
    std::optional<ServerStatus> m_status;
    QElapsedTimer m_asked; ///< for the status; invalid: never
    bool m_isAsking = false;
    bool m_isWantedAgain = false; ///< while it was being asked
    bool m_isLoaded = false;
    bool m_isReading = false;
    bool m_readAgain = false; ///< the server wrote while it was reading
};

} // namespace pl::replica
