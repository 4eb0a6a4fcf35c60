#include "models/replica/activityfilter.h"

namespace pl::replica {
namespace {

template <class Kind>
QStringList namesOf(const QList<Kind> &kinds)
{
    QStringList names;
    for (const Kind kind : kinds)
        names += QString(enumName(kind));
    return names;
}

QStringList textsOf(const QList<QUuid> &ids)
{
    QStringList texts;
    for (const QUuid &id : ids)
        texts += id.toString(QUuid::WithoutBraces);
    return texts;
}

} // namespace

QList<ActivityGroup> activityGroups(bool isAdmin)
{
    using enum ActivityGroup;
    QList<ActivityGroup> groups{Assignments, Leads, Notes, Plumbers, Files, Customers, Views};
    if (isAdmin)
        groups += {Imports, Sources, Settings, Refunds, People, Server};
    return groups;
}

QList<LeadEventKind> leadKindsOf(ActivityGroup group)
{
    using enum LeadEventKind;
    if (group == ActivityGroup::Assignments)
        return {Assigned, Unassigned, Accepted, Declined};
    if (group == ActivityGroup::Leads)
        return {Received, Completed, Reopened, Edited, Erased, Imported, Withdrawn};
    return group == ActivityGroup::Notes ? QList{Note} : QList<LeadEventKind>();
}

QList<ActivityKind> officeKindsOf(ActivityGroup group)
{
    using enum ActivityKind;
    switch (group) {
    case ActivityGroup::Assignments:
    case ActivityGroup::Leads:
    case ActivityGroup::Notes:
        return {};
    case ActivityGroup::Plumbers:
        return {PlumberAdded, PlumberChanged, PlumberVerified, PlumberRemoved};
    case ActivityGroup::Files:
        return {Exported, Printed};
    case ActivityGroup::Views:
        return {ViewShared};
    case ActivityGroup::Customers:
        return {FileViewed, ProofMade,      PersonExported, PersonErased,
                DataLetGo,  HistoryChecked, RefusalAdded,   RefusalRemoved};
    case ActivityGroup::Imports:
        return {ImportBegun, ImportUndone};
    case ActivityGroup::Sources:
        return {SourceAdded, SourceChanged};
    case ActivityGroup::Settings:
        return {SettingChanged, ServiceAdded, ServiceChanged, ServiceRemoved, TemplateChanged};
    case ActivityGroup::Refunds:
        return {RefundRequested};
    case ActivityGroup::People:
        return {PersonInvited, PersonChanged, PersonSignedOut};
    case ActivityGroup::Server:
        return {RequestFailed};
    }
    return {};
}

bool ActivityFilter::wantsLeads() const
{
    const bool isOfKind = groups.isEmpty() || std::any_of(groups.cbegin(), groups.cend(), [](ActivityGroup group) {
                              return !leadKindsOf(group).isEmpty();
                          });
    return isOfKind && !(about && about->isEmpty());
}

bool ActivityFilter::wantsOffice() const
{
    const bool isOfKind = groups.isEmpty() || std::any_of(groups.cbegin(), groups.cend(), [](ActivityGroup group) {
                              return !officeKindsOf(group).isEmpty();
                          });
    return isOfKind && !(about && about->isEmpty());
}

void ActivityFilter::narrow(supabase::Query &query, bool isOfLeads) const
{
    if (!actors.isEmpty())
        query.in("actor", actors);
    QStringList kinds;
    for (const ActivityGroup group : groups)
        kinds += isOfLeads ? namesOf(leadKindsOf(group)) : namesOf(officeKindsOf(group));
    if (!kinds.isEmpty())
        query.in("kind", kinds);
    if (from)
        query.gte("at", *from);
    if (until)
        query.filter("at", "lt", until->toString());
    if (!about)
        return;
    QList<supabase::Condition> either;
    if (!about->leads.isEmpty())
        either += supabase::Condition::in("lead_id", textsOf(about->leads));
    if (!about->plumbers.isEmpty())
        either += supabase::Condition::in("plumber_id", textsOf(about->plumbers));
    query.any(either);
}

} // namespace pl::replica
