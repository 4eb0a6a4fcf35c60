#pragma once

#include "models/domain/jsonreader.h"

namespace pl::notify {

enum class NotificationStatus { Pending, Sending, Sent, Failed, Skipped };

} // namespace pl::notify

namespace pl {

template <>
inline constexpr std::array<QLatin1StringView, 5> kEnumNames<notify::NotificationStatus>{
    QLatin1StringView("pending"), QLatin1StringView("sending"), QLatin1StringView("sent"), QLatin1StringView("failed"),
    QLatin1StringView("skipped")};

} // namespace pl

namespace pl::notify {

/// A message that is to be sent: one row of `notifications`, written by the database's triggers and by billing.
struct NotificationRow
{
    QUuid id;
    std::optional<QUuid> leadId;
    std::optional<QUuid> plumberId;
    QString channel; ///< "email" or "sms"
    QString templateName;
    QString recipient;
    NotificationStatus status = NotificationStatus::Pending;
    int attempts = 0;
    Timestamp nextAttemptAt;
    Timestamp createdAt;
    qint64 version = 1;

    static Result<NotificationRow> fromJson(const nlohmann::json &row);
    static QByteArray columns();
};

} // namespace pl::notify
