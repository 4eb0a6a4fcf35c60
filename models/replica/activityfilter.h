#pragma once

#include "models/domain/activityevent.h"
#include "models/domain/leadevent.h"
#include "models/supabase/query.h"

namespace pl::replica {

/// What lines are about, as people look for them.
enum class ActivityGroup {
    Assignments,
    Leads, ///< what else happens to them
    Notes,
    Plumbers,
    Files, ///< exports and prints
    Views,
    Customers, ///< whose file was looked at, given or erased
    Imports,
    Sources,
    Settings, ///< and prices and templates
    Refunds,
    People,
    Server
};

/// All of them, or those of which staff may read lines.
QList<ActivityGroup> activityGroups(bool isAdmin);
/// The kinds of line in a group; one of the two is empty.
QList<LeadEventKind> leadKindsOf(ActivityGroup group);
QList<ActivityKind> officeKindsOf(ActivityGroup group);

/// Which lines are wanted. What is empty restricts nothing.
struct ActivityFilter
{
    QStringList actors = {};
    QList<ActivityGroup> groups = {};
    std::optional<Timestamp> from = {};  ///< that moment too
    std::optional<Timestamp> until = {}; ///< without that moment
    /// Lines about one of these leads or plumbers. Nothing: about anything; two empty lists: there are none.
    struct About
    {
        QList<QUuid> leads;
        QList<QUuid> plumbers;
        bool operator==(const About &) const = default;
        bool isEmpty() const { return leads.isEmpty() && plumbers.isEmpty(); }
    };
    std::optional<About> about = {};

    bool operator==(const ActivityFilter &) const = default;
    bool isEmpty() const { return *this == ActivityFilter{}; }
    /// Whether lines of leads, or of the office, can be among them at all.
    bool wantsLeads() const;
    bool wantsOffice() const;
    /// Narrows a query of `lead_events`, or of `activity`.
    void narrow(supabase::Query &query, bool isOfLeads) const;
};

} // namespace pl::replica
