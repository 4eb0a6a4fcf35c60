#pragma once

#include "models/tables/leadfilter.h"
#include "models/tables/leadgroups.h"

#include <QDate>

namespace pl::tables {

/// When a lead was received, as a person says it: such a time moves on with the days.
struct ReceivedRange
{
    int lastDays = 0; ///< the office's today and the days before it: 1 is today only; 0: any
    std::optional<QDate> from = {};
    std::optional<QDate> until = {}; ///< that day too
    int olderThanHours = 0;          ///< 0: of any age

    bool operator==(const ReceivedRange &) const = default;
    bool isEmpty() const { return *this == ReceivedRange{}; }
    /// Sets the moments of `filter` as they are at `now`, to the minute.
    void apply(LeadFilter &filter, Timestamp now, const QTimeZone &office) const;
};

/// What a view shows and how, as `saved_views.definition` keeps it. Reads what it understands of any JSON: members that
/// it doesn't know, such as a newer program's, are written back as they were.
struct SavedViewDefinition
{
    static constexpr int kVersion = 1;
    static constexpr std::size_t kMaxBytes = 8 * 1024; ///< as the store takes it

    LeadFilter filter; ///< without moments; those come from `received`
    ReceivedRange received;
    int sortColumn; ///< of LeadTableModel
    Qt::SortOrder sortOrder = Qt::DescendingOrder;
    QList<int> columns; ///< of LeadTableModel, from left to right; empty: as the window has them
    LeadGrouping grouping = LeadGrouping::None;
    bool board = false;     ///< as cards in columns
    int version = kVersion; ///< of the program that wrote it, or ours
    nlohmann::json rest;    ///< members that are not known here; null: none

    SavedViewDefinition();
    bool operator==(const SavedViewDefinition &) const = default;
    static SavedViewDefinition fromJson(const nlohmann::json &object);
    nlohmann::json toJson() const;
    bool fits() const;
    /// What matches at this moment.
    LeadFilter filterAt(Timestamp now, const QTimeZone &office) const;
};

} // namespace pl::tables
