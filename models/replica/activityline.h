#pragma once

#include "models/domain/activityevent.h"
#include "models/domain/leadevent.h"

#include <variant>

namespace pl::replica {

/// What happened to a lead, or what somebody did in the office beyond leads.
struct ActivityLine
{
    Timestamp at;
    QString actor; ///< a person's e-mail address, or "server"
    std::variant<LeadEvent, ActivityEvent> what;

    ActivityLine() = default;
    explicit ActivityLine(const LeadEvent &event) : at(event.at), actor(event.actor), what(event) {}
    explicit ActivityLine(const ActivityEvent &event) : at(event.at), actor(event.actor), what(event) {}

    bool operator==(const ActivityLine &) const = default;
    /// Null for the other kind.
    const LeadEvent *ofLead() const { return std::get_if<LeadEvent>(&what); }
    const ActivityEvent *ofOffice() const { return std::get_if<ActivityEvent>(&what); }
    std::optional<QUuid> leadId() const;
    std::optional<QUuid> plumberId() const;
    /// The row's number in its table.
    qint64 number() const;
    /// Unique among the lines of both tables, and the same whenever the line is read.
    QUuid id() const;
};

/// Whether `a` is the newer one. Of lines of one moment, those of leads are.
bool isNewer(const ActivityLine &a, const ActivityLine &b);

} // namespace pl::replica
