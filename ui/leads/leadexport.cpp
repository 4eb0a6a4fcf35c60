#include "ui/leads/leadexport.h"

#include "models/domain/contactfields.h"
#include "models/replica/leadfinder.h"
#include "ui/exporting/tablelist.h"
#include "ui/leads/leadtable.h"
#include "ui/words/words.h"

#include <QCoreApplication>
#include <QSet>

namespace pl::ui {
namespace {

using Model = tables::LeadTableModel;
using exporting::Cell;

struct LeadExportWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::ui::LeadExport)
};

enum LeadMoreColumn {
    LeadMoreFirstName = 100,
    LeadMoreLastName,
    LeadMoreExtension,
    LeadMoreStreet,
    LeadMoreCity,
    LeadMoreState,
    LeadMoreDescription,
    LeadMoreReason,
    LeadMoreAssigned,
    LeadMoreAccepted,
    LeadMoreCompleted,
    LeadMoreSource,
    LeadMoreTest,
    LeadMoreCost,
    LeadMoreExternalId,
    LeadMoreId
};

QList<ExportColumn> leadColumns()
{
    return {{Model::UrgencyColumn, {LeadExportWords::tr("Urgency"), 12}},
            {Model::DeadlineColumn, {LeadExportWords::tr("Deadline"), 17, false, true}},
            {Model::CustomerColumn, {LeadExportWords::tr("Customer"), 22}},
            {Model::ServiceColumn, {LeadExportWords::tr("Service"), 24}},
            {Model::ZipColumn, {LeadExportWords::tr("ZIP"), 8}},
            {Model::PhoneColumn, {LeadExportWords::tr("Phone"), 16}},
            {Model::StatusColumn, {LeadExportWords::tr("Status"), 12}},
            {Model::PlumberColumn, {LeadExportWords::tr("Plumber"), 22}},
            {Model::ReceivedColumn, {LeadExportWords::tr("Received"), 17, false, true}},
            {Model::EmailColumn, {LeadExportWords::tr("E-mail"), 28}}};
}

QList<ExportColumn> moreLeadColumns(bool isAdmin)
{
    QList<ExportColumn> columns{{LeadMoreFirstName, {LeadExportWords::tr("First name"), 16}},
                                {LeadMoreLastName, {LeadExportWords::tr("Last name"), 16}},
                                {LeadMoreExtension, {LeadExportWords::tr("Extension"), 10}},
                                {LeadMoreStreet, {LeadExportWords::tr("Street"), 28}},
                                {LeadMoreCity, {LeadExportWords::tr("City"), 18}},
                                {LeadMoreState, {LeadExportWords::tr("State"), 8}},
                                {LeadMoreDescription, {LeadExportWords::tr("Description"), 40}},
                                {LeadMoreReason, {LeadExportWords::tr("Completed as"), 14}},
                                {LeadMoreAssigned, {LeadExportWords::tr("Assigned"), 17, false, true}},
                                {LeadMoreAccepted, {LeadExportWords::tr("Accepted"), 17, false, true}},
                                {LeadMoreCompleted, {LeadExportWords::tr("Completed"), 17, false, true}},
                                {LeadMoreSource, {LeadExportWords::tr("Source"), 18}},
                                {LeadMoreTest, {LeadExportWords::tr("Test"), 6}},
                                {LeadMoreExternalId, {LeadExportWords::tr("Source\u2019s own id"), 20}},
                                {LeadMoreId, {LeadExportWords::tr("Lead id"), 38}}};
    if (isAdmin)
        columns += {LeadMoreCost, {LeadExportWords::tr("Source cost"), 12, true}};
    return columns;
}

template <class T>
Cell leadValue(const std::optional<T> &value)
{
    return value ? Cell(*value) : Cell();
}

Cell leadCell(const OfficeContext &context, const Lead &lead, Model::Column column)
{
    switch (column) {
    case Model::UrgencyColumn:
        return urgencyText(lead.urgency);
    case Model::DeadlineColumn:
        return lead.status == LeadStatus::New ? Cell(context.replica.assignBy(lead)) : Cell();
    case Model::CustomerColumn:
        return lead.erasedAt ? LeadExportWords::tr("Erased") : lead.fullName();
    case Model::ServiceColumn:
        return lead.serviceNeeded;
    case Model::ZipColumn:
        return leadValue(lead.zipCode);
    case Model::PhoneColumn:
        return phoneForPeople(lead.phoneNumber);
    case Model::StatusColumn:
        return statusText(lead.status);
    case Model::PlumberColumn:
        return context.replica.plumberName(lead.assignedPlumberId);
    case Model::ReceivedColumn:
        return lead.createdAt;
    case Model::EmailColumn:
        return lead.email;
    case Model::ColumnCount:
        break;
    }
    return {};
}

Cell leadTimeOrOrigin(const OfficeContext &context, const Lead &lead, LeadMoreColumn column)
{
    switch (static_cast<int>(column)) {
    case LeadMoreAssigned:
        return leadValue(lead.assignedAt);
    case LeadMoreAccepted:
        return leadValue(lead.acceptedAt);
    case LeadMoreCompleted:
        return leadValue(lead.completedAt);
    case LeadMoreSource:
        return context.replica.sourceName(lead.sourceId);
    case LeadMoreTest:
        return lead.isTest;
    case LeadMoreCost:
        return lead.sourceCostCents ? Cell(Money{*lead.sourceCostCents, context.replica.settings().currency}) : Cell();
    case LeadMoreExternalId:
        return leadValue(lead.externalId);
    default:
        return lead.id.toString(QUuid::WithoutBraces);
    }
}

Cell moreLeadCell(const OfficeContext &context, const Lead &lead, LeadMoreColumn column)
{
    switch (static_cast<int>(column)) {
    case LeadMoreFirstName:
        return lead.firstName;
    case LeadMoreLastName:
        return lead.lastName;
    case LeadMoreExtension:
        return leadValue(lead.phoneExtension);
    case LeadMoreStreet:
        return leadValue(lead.street);
    case LeadMoreCity:
        return leadValue(lead.city);
    case LeadMoreState:
        return leadValue(lead.state);
    case LeadMoreDescription:
        return leadValue(lead.description);
    case LeadMoreReason:
        return lead.closedReason ? Cell(closedReasonText(*lead.closedReason)) : Cell();
    default:
        return leadTimeOrOrigin(context, lead, column);
    }
}

std::optional<exporting::Row> leadRow(const OfficeContext &context, const QUuid &id, const QList<int> &columns)
{
    const Lead *lead = context.replica.lead(id);
    if (!lead)
        return std::nullopt;
    exporting::Row row;
    for (const int column : columns)
        row += column < Model::ColumnCount ? leadCell(context, *lead, static_cast<Model::Column>(column))
                                           : moreLeadCell(context, *lead, static_cast<LeadMoreColumn>(column));
    return row;
}

/// Also those in collapsed sections: they come last, the newest first.
QList<QUuid> leadsInSections(const OfficeContext &context, const LeadTable &table)
{
    QList<QUuid> ids = rowIds(table, Model::LeadIdRole);
    const QSet<QUuid> rows(ids.begin(), ids.end());
    const tables::LeadFilter &filter = qobject_cast<const Model *>(table.model())->filter();
    for (const QUuid &id : tables::leadsMatching(context.replica, filter, context.clock()))
        if (!rows.contains(id))
            ids += id;
    return ids;
}

} // namespace

ExportList leadExport(const OfficeContext &context, const LeadTable &table, const QString &title)
{
    const qint64 count = context.replica.leadCount();
    const auto all = [&context] { return replica::newestLeads(context.replica, context.replica.leadCount()); };
    const bool isGrouped = qobject_cast<const Model *>(table.model())->grouping() != tables::LeadGrouping::None;
    std::function<QList<QUuid>()> listed;
    if (isGrouped)
        listed = [&context, &table] { return leadsInSections(context, table); };
    ExportList list;
    list.kind = QStringLiteral("leads");
    list.title = title;
    list.columns = tableColumns(table, leadColumns(), moreLeadColumns(context.isAdmin));
    setScopes(
        list, table, Model::LeadIdRole, {LeadExportWords::tr("All leads (%1)").arg(numberText(count)), count, all},
        [&table] { return table.selectedLeads(); }, listed);
    list.counted = &leadsText;
    list.cells = [&context](const QUuid &id, const QList<int> &columns) { return leadRow(context, id, columns); };
    list.fileName = datedName(list.kind, context.clock());
    return list;
}

} // namespace pl::ui
