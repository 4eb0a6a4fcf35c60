#include "ui/activity/activityexport.h"

#include "ui/activity/activitytable.h"
#include "ui/exporting/tablelist.h"
#include "ui/words/words.h"

#include <QCoreApplication>

namespace pl::ui {
namespace {

using ActivityModel = tables::ActivityTableModel;

struct ActivityExportWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::ui::ActivityExport)
};

enum ActivityMoreColumn { ActivityActor = 100, ActivityKindName };

exporting::Cell activityCell(const OfficeContext &context, const replica::ActivityLine &line, int column)
{
    switch (column) {
    case ActivityModel::WhenColumn:
        return line.at;
    case ActivityActor:
        return line.actor;
    case ActivityKindName:
        return line.ofLead() ? QString(enumName(line.ofLead()->kind)) : QString(enumName(line.ofOffice()->kind));
    default:
        return activityText(context, line, column);
    }
}

QList<QUuid> idsByTime(const replica::ActivityFeed &feed)
{
    QList<replica::ActivityLine> lines = feed.lines().values();
    std::sort(lines.begin(), lines.end(), replica::isNewer);
    QList<QUuid> ids;
    for (const replica::ActivityLine &line : std::as_const(lines))
        ids += line.id();
    return ids;
}

} // namespace

ExportList activityExport(const OfficeContext &context, const ActivityTable &table)
{
    const replica::ActivityFeed &feed = *context.activity;
    const qint64 count = feed.lines().size();
    ExportList list;
    list.kind = QStringLiteral("activity");
    list.title = ActivityExportWords::tr("Activity");
    list.columns = tableColumns(table,
                                {{ActivityModel::WhenColumn, {ActivityExportWords::tr("When"), 17, false, true}},
                                 {ActivityModel::WhatColumn, {ActivityExportWords::tr("What happened"), 60}},
                                 {ActivityModel::AboutColumn, {ActivityExportWords::tr("About"), 34}}},
                                {{ActivityActor, {ActivityExportWords::tr("Who"), 28}, true},
                                 {ActivityKindName, {ActivityExportWords::tr("Kind"), 18}}});
    setScopes(list, table, ActivityModel::LineIdRole,
              {ActivityExportWords::tr("All loaded lines (%1)").arg(numberText(count)), count,
               [&feed] { return idsByTime(feed); }});
    list.counted = [](qint64 rows) { return ActivityExportWords::tr("%Ln line(s)", nullptr, static_cast<int>(rows)); };
    list.cells = [&context, &feed](const QUuid &id, const QList<int> &columns) -> std::optional<exporting::Row> {
        const replica::ActivityLine *line = feed.line(id);
        if (!line)
            return std::nullopt;
        exporting::Row row;
        for (const int column : columns)
            row += activityCell(context, *line, column);
        return row;
    };
    list.fileName = datedName(list.kind, context.clock());
    return list;
}

} // namespace pl::ui
