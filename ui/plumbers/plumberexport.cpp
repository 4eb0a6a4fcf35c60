#include "ui/plumbers/plumberexport.h"

#include "models/domain/contactfields.h"
#include "ui/exporting/tablelist.h"
#include "ui/plumbers/plumbertable.h"
#include "ui/words/words.h"

#include <QCoreApplication>

namespace pl::ui {
namespace {

using PlumberModel = tables::PlumberTableModel;
using exporting::Cell;

struct PlumberExportWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::ui::PlumberExport)
};

enum PlumberMoreColumn { PlumberFirstName = 100, PlumberLastName, PlumberAdded, PlumberOwnId };

QList<ExportColumn> plumberColumns()
{
    return {{PlumberModel::NameColumn, {PlumberExportWords::tr("Name"), 24}},
            {PlumberModel::StatusColumn, {PlumberExportWords::tr("Status"), 10}},
            {PlumberModel::ServicesColumn, {PlumberExportWords::tr("Services"), 36}},
            {PlumberModel::ZipColumn, {PlumberExportWords::tr("ZIP"), 8}},
            {PlumberModel::RadiusColumn, {PlumberExportWords::tr("Radius (miles)"), 14, true}},
            {PlumberModel::PhoneColumn, {PlumberExportWords::tr("Phone"), 16}},
            {PlumberModel::EmailColumn, {PlumberExportWords::tr("E-mail"), 28}},
            {PlumberModel::TodayColumn, {PlumberExportWords::tr("Leads today"), 12, true}},
            {PlumberModel::CapColumn, {PlumberExportWords::tr("Daily cap"), 10, true}},
            {PlumberModel::CardColumn, {PlumberExportWords::tr("Card on file"), 12}}};
}

QList<ExportColumn> morePlumberColumns()
{
    return {{PlumberFirstName, {PlumberExportWords::tr("First name"), 16}},
            {PlumberLastName, {PlumberExportWords::tr("Last name"), 16}},
            {PlumberAdded, {PlumberExportWords::tr("Added"), 17, false, true}},
            {PlumberOwnId, {PlumberExportWords::tr("Plumber id"), 38}}};
}

QString plumberStatusText(PlumberStatus status)
{
    switch (status) {
    case PlumberStatus::Active:
        return PlumberExportWords::tr("Active");
    case PlumberStatus::Paused:
        return PlumberExportWords::tr("Paused");
    case PlumberStatus::Removed:
        break;
    }
    return PlumberExportWords::tr("Removed");
}

Cell plumberCell(const Plumber &plumber, int column, int today)
{
    switch (column) {
    case PlumberModel::NameColumn:
        return plumber.fullName();
    case PlumberModel::StatusColumn:
        return plumberStatusText(plumber.status);
    case PlumberModel::ServicesColumn:
        return plumber.services.join(QStringLiteral(", "));
    case PlumberModel::ZipColumn:
        return plumber.zipCode;
    case PlumberModel::RadiusColumn:
        return qint64(plumber.serviceRadiusMiles);
    case PlumberModel::PhoneColumn:
        return phoneForPeople(plumber.phoneNumber);
    case PlumberModel::EmailColumn:
        return plumber.email;
    case PlumberModel::TodayColumn:
        return qint64(today);
    case PlumberModel::CapColumn:
        return plumber.dailyLeadCap ? Cell(qint64(*plumber.dailyLeadCap)) : Cell();
    case PlumberModel::CardColumn:
        return plumber.paymentReady;
    case PlumberFirstName:
        return plumber.firstName;
    case PlumberLastName:
        return plumber.lastName;
    case PlumberAdded:
        return plumber.createdAt;
    default:
        return plumber.id.toString(QUuid::WithoutBraces);
    }
}

QList<QUuid> allPlumbers(const OfficeContext &context)
{
    QList<QUuid> ids = newestFirst(context.replica.plumbers());
    ids.removeIf([&context](const QUuid &id) { return context.replica.plumber(id)->status == PlumberStatus::Removed; });
    return ids;
}

} // namespace

ExportList plumberExport(const OfficeContext &context, const PlumberTable &table)
{
    const qint64 count = allPlumbers(context).size();
    ExportList list;
    list.kind = QStringLiteral("plumbers");
    list.title = PlumberExportWords::tr("Plumbers");
    list.columns = tableColumns(table, plumberColumns(), morePlumberColumns());
    setScopes(list, table, PlumberModel::PlumberIdRole,
              {PlumberExportWords::tr("All plumbers (%1)").arg(numberText(count)), count,
               [&context] { return allPlumbers(context); }});
    list.counted = &plumbersText;
    list.cells = [&context, today = context.replica.leadsAssignedToday(context.clock())](
                     const QUuid &id, const QList<int> &columns) -> std::optional<exporting::Row> {
        const Plumber *plumber = context.replica.plumber(id);
        if (!plumber)
            return std::nullopt;
        exporting::Row row;
        for (const int column : columns)
            row += plumberCell(*plumber, column, today.value(id));
        return row;
    };
    list.fileName = datedName(list.kind, context.clock());
    return list;
}

} // namespace pl::ui
