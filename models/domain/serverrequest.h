#pragma once

#include "models/base/jsonreader.h"

namespace pl {

enum class ServerRequestKind {
    People,  ///< who can sign in; answers a list of OfficePerson
    Invite,  ///< {email, role} or, for somebody who has an account, {id}; answers an Invitation
    Role,    ///< {id, role}
    Disable, ///< {id}
    Enable,  ///< {id}
    SignOut, ///< {id}: everywhere
    Retry,   ///< {server, kind, id} of what a server's journal has set aside
    Discard, ///< {server, kind, id}
    Check,   ///< tries the services for money and messages; what came is in the ServerStatus
    Status,  ///< to write the ServerStatus now, and every minute for a while
    // Of a person, a CustomerKey:
    FindPerson,     ///< what a server's journal and "To sort" have of the person
    PreviewErasing, ///< how much there is of what, and what stays
    ErasePerson,    ///< answers the same counts
    CheckHistory    ///< {} or {lead_id}: whether histories are as they were written (historycheck.h)
};

template <>
inline constexpr std::array<QLatin1StringView, 14> kEnumNames<ServerRequestKind>{
    QLatin1StringView("people"),       QLatin1StringView("invite"),       QLatin1StringView("role"),
    QLatin1StringView("disable"),      QLatin1StringView("enable"),       QLatin1StringView("sign_out"),
    QLatin1StringView("retry"),        QLatin1StringView("discard"),      QLatin1StringView("check"),
    QLatin1StringView("status"),       QLatin1StringView("find_person"),  QLatin1StringView("preview_erasing"),
    QLatin1StringView("erase_person"), QLatin1StringView("check_history")};

enum class ServerRequestState { Asked, Working, Done, Failed };

template <>
inline constexpr std::array<QLatin1StringView, 4> kEnumNames<ServerRequestState>{
    QLatin1StringView("asked"), QLatin1StringView("working"), QLatin1StringView("done"), QLatin1StringView("failed")};

/// What an admin asks of the office's server through the store, because a window may not reach the server: a row of
/// `server_requests`. The database says who asks. A server claims the row by its version and writes the answer; data
/// and answer are gone an hour later.
struct ServerRequest
{
    static constexpr const char *kTable = "server_requests";

    QUuid id;
    ServerRequestKind kind = ServerRequestKind::People;
    nlohmann::json data = nlohmann::json::object();
    ServerRequestState state = ServerRequestState::Asked;
    nlohmann::json answer = {};
    QString reason = {}; ///< why it failed, as a sentence
    QString createdBy = {};
    Timestamp createdAt = {};
    Timestamp updatedAt = {};
    qint64 version = 1;

    bool operator==(const ServerRequest &) const = default;
    bool isOver() const { return state == ServerRequestState::Done || state == ServerRequestState::Failed; }
    static Result<ServerRequest> fromJson(const nlohmann::json &row);
    /// The columns that `fromJson` reads, for `select=`.
    static QByteArray columns();
};

/// The answer to an invitation.
struct Invitation
{
    QString email;
    QString link;          ///< leads to the page where the person chooses a password; works once, for a week
    bool isMailed = false; ///< the link is on its way to the person
    QString notMailed;     ///< why it isn't, as a sentence

    bool operator==(const Invitation &) const = default;
    nlohmann::json toJson() const;
    static Result<Invitation> fromJson(const nlohmann::json &answer);
};

} // namespace pl
