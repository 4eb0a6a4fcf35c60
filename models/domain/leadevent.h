#pragma once

#include "models/base/jsonreader.h"

namespace pl {

enum class LeadEventKind {
    Received,
    Assigned,
    Unassigned,
    Accepted,
    Declined,
    Completed,
    Reopened,
    Edited,
    Note,
    Erased,
    Imported, ///< instead of Received; also stands for the assignment and the end that the file told of
    Withdrawn ///< its import was undone
};

template <>
inline constexpr std::array<QLatin1StringView, 12> kEnumNames<LeadEventKind>{
    QLatin1StringView("received"), QLatin1StringView("assigned"), QLatin1StringView("unassigned"),
    QLatin1StringView("accepted"), QLatin1StringView("declined"), QLatin1StringView("completed"),
    QLatin1StringView("reopened"), QLatin1StringView("edited"),   QLatin1StringView("note"),
    QLatin1StringView("erased"),   QLatin1StringView("imported"), QLatin1StringView("withdrawn")};

/// One line of a lead's history: one row of `lead_events`. All but notes are written by the database's triggers.
struct LeadEvent
{
    qint64 id = 0;
    QUuid leadId;
    LeadEventKind kind = LeadEventKind::Note;
    QString actor; ///< a person's e-mail address, or "server"
    std::optional<QUuid> plumberId;
    std::optional<QString> note;
    Timestamp at;
    nlohmann::json detail; ///< of an assignment: a RankingDecision if the reasons were recorded; else null

    bool operator==(const LeadEvent &) const = default;
    /// Taken back because the plumber didn't answer in time.
    bool isUnanswered() const { return kind == LeadEventKind::Unassigned && note == QStringLiteral("unanswered"); }
    static Result<LeadEvent> fromJson(const nlohmann::json &row);
    static QByteArray columns();
};

} // namespace pl
