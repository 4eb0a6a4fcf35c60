#pragma once

#include "models/replica/activityfeed.h"
#include "models/replica/officereplica.h"
#include "models/tables/sortedtablemodel.h"

#include <functional>

namespace pl::tables {

/// What happened in the office as a table, the newest line first: the feed's lines as far as they were read. Gives raw
/// values; the delegate adds words.
class ActivityTableModel : public SortedTableModel
{
    Q_OBJECT

public:
    enum Column { WhenColumn, WhatColumn, AboutColumn, ColumnCount };

    enum Role {
        LineIdRole = Qt::UserRole, ///< QUuid
        LeadIdRole,                ///< QUuid; null if it isn't about a lead
        PlumberIdRole              ///< likewise
    };

    /// Both must outlive the model.
    ActivityTableModel(const replica::ActivityFeed &feed, const replica::OfficeReplica &office,
                       QObject *parent = nullptr);

    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

    /// What a screen reader says for a cell, also its full tool tip; without it, the display text.
    void setSpokenWords(std::function<QString(const replica::ActivityLine &, int column)> words)
    {
        m_words = std::move(words);
    }
    /// Null if the row no longer exists. Valid until the event loop runs again.
    const replica::ActivityLine *lineAt(const QModelIndex &index) const;

private:
    std::vector<Row> wantedRows() const override;
    Row rowFor(const replica::ActivityLine &line) const;
    void take(const QList<replica::ActivityLine> &lines);
    QString displayValue(const replica::ActivityLine &line, int column) const;

    const replica::ActivityFeed &m_feed;
    std::function<QString(const replica::ActivityLine &, int column)> m_words;
};

} // namespace pl::tables
