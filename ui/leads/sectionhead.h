#pragma once

#include "models/tables/leadgroups.h"

#include <QStyleOptionViewItem>

class QPainter;

namespace pl::ui {

/// "No plumber", "Drain Cleaning", "Today": what the leads of a section have in common.
QString sectionText(const tables::LeadGroup &group, Timestamp now, const QTimeZone &office);
/// The same with its count and whether it is open, for a screen reader.
QString spokenSectionText(const tables::LeadGroup &group, Timestamp now, const QTimeZone &office);

/// Paints one cell's part of a head that goes across the table.
void paintSectionHead(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index,
                      const tables::LeadGroup &group, const QString &words);

} // namespace pl::ui
