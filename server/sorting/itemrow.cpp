#include "server/sorting/itemrow.h"

namespace pl::sorting {

using nlohmann::json;

namespace {

constexpr qsizetype kMaxReason = 2000;

/// It may name what was sent, and PostgreSQL's texts can't hold NUL.
json reasonColumn(QString reason)
{
    return toJson(reason.remove(QChar(0)).left(kMaxReason));
}

} // namespace

json outcomeColumns(const Leftover &leftover, Timestamp now)
{
    const bool isSettled = leftover.cause == IntakeCause::NoLead;
    return {{"cause", enumText(leftover.cause)},
            {"reason", reasonColumn(leftover.reason)},
            {"status", enumText(isSettled ? IntakeStatus::Discarded : IntakeStatus::Waiting)},
            {"note", isSettled ? reasonColumn(leftover.reason) : json()},
            {"settled_at", isSettled ? toJson(std::optional(now)) : json()},
            {"settled_by", isSettled ? json(kServer) : json()},
            {"tries", 0},
            {"retry_at", nullptr}};
}

json itemRow(const ReceivedBody &body, const Leftover &leftover, Timestamp now)
{
    json row = outcomeColumns(leftover, now);
    if (leftover.cause == IntakeCause::NotFetched)
        row["status"] = enumText(IntakeStatus::Retry);
    row["id"] = toJson(body.item);
    row["source_id"] = toJson(body.source);
    row["received_at"] = body.receivedAt.toString().toStdString();
    row["content_type"] = toJson(QString::fromLatin1(body.contentType).left(200));
    row["is_test"] = body.isTest;
    row.update(IntakeBody{body.bytes}.toJson());
    return row;
}

} // namespace pl::sorting
