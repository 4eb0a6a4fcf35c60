#include "ui/plumbers/plumberexport.h"

#include "models/domain/contactfields.h"
#include "models/domain/plumbermatches.h"
#include "ui/exporting/tablelist.h"
#include "ui/plumbers/plumbertable.h"
#include "ui/words/hourswords.h"
#include "ui/words/plumberwords.h"
#include "ui/words/templatewords.h"
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

enum PlumberMoreColumn {
    PlumberFirstName = 100,
    PlumberLastName,
    PlumberAdded,
    PlumberOwnId,
    PlumberPausedUntil,
    PlumberWeekCap,
    PlumberMonthCap,
    PlumberZipCodes,
    PlumberHours,
    PlumberLicenseNumber,
    PlumberLanguage,
    PlumberVerifiedAt
};

/// What a row's cells are made of besides the row.
struct PlumberFacts
{
    QHash<QUuid, int> leadsToday;
    PlumberMatches matches;
    QDate today; ///< the office's
    std::function<QString(const QUuid &)> nameOf;
};

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
            {PlumberModel::CardColumn, {PlumberExportWords::tr("Card on file"), 12}},
            {PlumberModel::VerifiedColumn, {PlumberExportWords::tr("Verified"), 10}},
            {PlumberModel::InsuranceColumn, {PlumberExportWords::tr("Insurance expires"), 16}},
            {PlumberModel::LicenseColumn, {PlumberExportWords::tr("License expires"), 16}},
            {PlumberModel::DuplicateColumn, {PlumberExportWords::tr("Same as"), 24}},
            {PlumberModel::CompanyColumn, {PlumberExportWords::tr("Company"), 24}}};
}

QList<ExportColumn> morePlumberColumns()
{
    return {{PlumberFirstName, {PlumberExportWords::tr("First name"), 16}},
            {PlumberLastName, {PlumberExportWords::tr("Last name"), 16}},
            {PlumberAdded, {PlumberExportWords::tr("Added"), 17, false, true}},
            {PlumberPausedUntil, {PlumberExportWords::tr("Paused until"), 12}},
            {PlumberWeekCap, {PlumberExportWords::tr("Weekly cap"), 10, true}},
            {PlumberMonthCap, {PlumberExportWords::tr("Monthly cap"), 10, true}},
            {PlumberZipCodes, {PlumberExportWords::tr("Further ZIP codes"), 24}},
            {PlumberHours, {PlumberExportWords::tr("Hours"), 30}},
            {PlumberLicenseNumber, {PlumberExportWords::tr("License number"), 16}},
            {PlumberLanguage, {PlumberExportWords::tr("Language"), 10}},
            {PlumberVerifiedAt, {PlumberExportWords::tr("Verified on"), 17, false, true}},
            {PlumberOwnId, {PlumberExportWords::tr("Plumber id"), 38}}};
}

/// A pause that is over is none.
QString plumberStatusText(const Plumber &plumber, QDate today)
{
    switch (plumber.statusOn(today)) {
    case PlumberStatus::Active:
        return PlumberExportWords::tr("Active");
    case PlumberStatus::Paused:
        return PlumberExportWords::tr("Paused");
    case PlumberStatus::Removed:
        break;
    }
    return PlumberExportWords::tr("Removed");
}

Cell numberCell(const std::optional<int> &number)
{
    return number ? Cell(qint64(*number)) : Cell();
}

Cell dayCell(const std::optional<QDate> &day)
{
    return day ? Cell(*day) : Cell();
}

QString twinsText(const Plumber &plumber, const PlumberFacts &facts)
{
    QStringList names;
    for (const PlumberMatches::Match &match : facts.matches.of(plumber))
        names += facts.nameOf(match.plumberId);
    return names.join(QStringLiteral(", "));
}

/// The columns that the table doesn't have.
Cell morePlumberCell(const Plumber &plumber, int column)
{
    switch (column) {
    case PlumberFirstName:
        return plumber.firstName;
    case PlumberLastName:
        return plumber.lastName;
    case PlumberAdded:
        return plumber.createdAt;
    case PlumberPausedUntil:
        return dayCell(plumber.pausedUntil);
    case PlumberWeekCap:
        return numberCell(plumber.weeklyLeadCap);
    case PlumberMonthCap:
        return numberCell(plumber.monthlyLeadCap);
    case PlumberZipCodes:
        return plumber.zipCodes.join(QStringLiteral(", "));
    case PlumberHours:
        return hoursText(plumber.workHours);
    case PlumberLicenseNumber:
        return plumber.licenseNumber;
    case PlumberLanguage:
        return languageText(plumber.language);
    case PlumberVerifiedAt:
        return plumber.verifiedAt ? Cell(*plumber.verifiedAt) : Cell();
    default:
        return plumber.id.toString(QUuid::WithoutBraces);
    }
}

Cell plumberCell(const Plumber &plumber, int column, const PlumberFacts &facts)
{
    switch (column) {
    case PlumberModel::NameColumn:
        return plumber.fullName();
    case PlumberModel::StatusColumn:
        return plumberStatusText(plumber, facts.today);
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
        return qint64(facts.leadsToday.value(plumber.id));
    case PlumberModel::CapColumn:
        return numberCell(plumber.dailyLeadCap);
    case PlumberModel::CardColumn:
        return plumber.paymentReady;
    case PlumberModel::VerifiedColumn:
        return plumber.isVerified();
    case PlumberModel::InsuranceColumn:
        return dayCell(plumber.insuranceExpires);
    case PlumberModel::LicenseColumn:
        return dayCell(plumber.licenseExpires);
    case PlumberModel::DuplicateColumn:
        return twinsText(plumber, facts);
    case PlumberModel::CompanyColumn:
        return plumber.company;
    default:
        return morePlumberCell(plumber, column);
    }
}

QList<QUuid> allPlumbers(const OfficeContext &context)
{
    QList<QUuid> ids = newestFirst(context.replica.plumbers());
    ids.removeIf([&context](const QUuid &id) { return context.replica.plumber(id)->status == PlumberStatus::Removed; });
    return ids;
}

PlumberFacts factsFor(const OfficeContext &context)
{
    const Timestamp now = context.clock();
    const auto &replica = context.replica;
    return {replica.leadsAssignedToday(now), PlumberMatches(replica.plumbers()),
            replica.settings().dispatch.localTime(now).date(),
            [&replica](const QUuid &id) { return replica.plumberName(id); }};
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
    list.cells = [&context, facts = factsFor(context)](const QUuid &id,
                                                       const QList<int> &columns) -> std::optional<exporting::Row> {
        const Plumber *plumber = context.replica.plumber(id);
        if (!plumber)
            return std::nullopt;
        exporting::Row row;
        for (const int column : columns)
            row += plumberCell(*plumber, column, facts);
        return row;
    };
    list.fileName = datedName(list.kind, context.clock());
    return list;
}

} // namespace pl::ui
