#pragma once

#include "models/base/jsonreader.h"

namespace pl {

/// One of the services that the server uses for money and messages.
struct ServiceStatus
{
    bool isConfigured = false;
    bool isLive = false;                    ///< Stripe: moves real money. Not said of the others
    QString from = {};                      ///< the sender's address or number
    std::optional<Timestamp> workedAt = {}; ///< since the server started; so is what follows
    std::optional<Timestamp> failedAt = {};
    QString failure = {}; ///< the last one, as a sentence

    bool operator==(const ServiceStatus &) const = default;
    /// The last that was heard of it was a failure.
    bool isFailing() const { return failedAt && (!workedAt || *workedAt < *failedAt); }
    nlohmann::json toJson() const;
    static ServiceStatus fromJson(const nlohmann::json &object);
};

/// What the journal could not deliver and keeps for people.
struct SetAsideEntry
{
    QString kind; ///< "lead", "stripe", "link", …
    QString id;
    Timestamp since;
    QString reason; ///< a sentence

    bool operator==(const SetAsideEntry &) const = default;
};

/// A task of the server's that keeps failing.
struct FailingDuty
{
    QString name; ///< for people
    Timestamp since;
    QString reason;

    bool operator==(const FailingDuty &) const = default;
};

/// How the server is, for admins: the row `server_status` of `settings`, which the server rewrites when it changes and
/// at least every ten minutes; every minute while a window asks for it. Holds no secret and no customer's data.
struct ServerStatus
{
    static constexpr QLatin1StringView kKey{"server_status"};
    static constexpr int kMaxSetAside = 50;
    /// One that is older, although a window asks for it, was written by a server that no longer runs.
    static constexpr qint64 kStaleAfterSeconds = 180;

    QString server; ///< the machine's name; a request about its journal names it
    QString version;
    Timestamp startedAt;
    Timestamp at; ///< when this was written
    QString publicUrl;
    qint64 waiting = 0; ///< in the journal
    qint64 setAsideTotal = 0;
    QList<SetAsideEntry> setAside; ///< the oldest, at most kMaxSetAside
    QList<FailingDuty> failing;
    std::optional<Timestamp> backupAt;
    ServiceStatus stripe;
    ServiceStatus email;
    ServiceStatus sms;

    bool operator==(const ServerStatus &) const = default;
    bool isStale(Timestamp now) const { return at.secondsTo(now) > kStaleAfterSeconds; }
    /// The same but for what changes all the time: not worth writing before its minute is over.
    bool tellsTheSameAs(const ServerStatus &other) const;
    nlohmann::json toJson() const;
    static Result<ServerStatus> fromJson(const nlohmann::json &object);
};

} // namespace pl
