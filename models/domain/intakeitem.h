#pragma once

#include "models/base/enumnames.h"
#include "models/base/jsonreader.h"

namespace pl {

/// Why something that a source sent did not become a lead by itself.
enum class IntakeCause {
    Unmapped,   ///< the mapping finds nobody to reach, or no service
    Broken,     ///< the body can't be read
    Refused,    ///< the strict API or a form refused it (422)
    OverLimit,  ///< it came after the source's limit was reached
    NotFetched, ///< the source sent an id alone, and its lead could not be asked for
    NoLead      ///< something else that comes to the same address, such as a message
};

/// What is to be done with it.
enum class IntakeStatus {
    Waiting,  ///< for somebody to sort it
    Retry,    ///< the server tries it again with the source's present mapping
    Taken,    ///< it became a lead
    Discarded ///< with a reason in `note`
};

/// What a source sent and what can't be a lead as it is: one row of `intake_items`. The id of its lead follows from the
/// item alone, so it becomes one once, however often it is tried.
struct IntakeItem
{
    QUuid id;
    QUuid sourceId;
    Timestamp receivedAt;
    IntakeCause cause = IntakeCause::Unmapped;
    QString reason; ///< a plain sentence; also says which fields were refused
    QString contentType;
    IntakeStatus status = IntakeStatus::Waiting;
    bool isTest = false; ///< sent by the office itself to try the source
    std::optional<QUuid> leadId;
    std::optional<QString> note;
    std::optional<Timestamp> settledAt;
    std::optional<QString> settledBy;  ///< an e-mail address, or "server"
    std::optional<Timestamp> erasedAt; ///< the body is no longer kept
    Timestamp updatedAt;
    qint64 version = 1;

    bool operator==(const IntakeItem &) const = default;
    static Result<IntakeItem> fromJson(const nlohmann::json &row);
    /// The columns that `fromJson` reads, for `select=`: without the body, which may be a megabyte.
    static QByteArray columns();
};

/// What was sent, as it was sent: the columns `body` and `body_encoding` of a row of `intake_items`. Text that
/// PostgreSQL can hold is kept as text, all else as base64.
struct IntakeBody
{
    QByteArray bytes;

    static constexpr const char *kColumns = "body,body_encoding";
    static Result<IntakeBody> fromJson(const nlohmann::json &row);
    /// `body` and `body_encoding`.
    nlohmann::json toJson() const;
};

template <>
inline constexpr std::array<QLatin1StringView, 6> kEnumNames<IntakeCause>{
    QLatin1StringView("unmapped"),   QLatin1StringView("broken"),      QLatin1StringView("refused"),
    QLatin1StringView("over_limit"), QLatin1StringView("not_fetched"), QLatin1StringView("no_lead")};

template <>
inline constexpr std::array<QLatin1StringView, 4> kEnumNames<IntakeStatus>{
    QLatin1StringView("waiting"), QLatin1StringView("retry"), QLatin1StringView("taken"),
    QLatin1StringView("discarded")};

} // namespace pl
