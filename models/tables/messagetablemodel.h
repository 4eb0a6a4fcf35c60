#pragma once

#include "models/tables/messagefilter.h"
#include "models/tables/sortedtablemodel.h"

#include <functional>

namespace pl::tables {

/// The messages to plumbers and customers as a table. Gives raw values; the delegate adds words and colors.
class MessageTableModel : public SortedTableModel
{
    Q_OBJECT

public:
    enum Column {
        WhenColumn,
        ReceiverColumn,
        KindColumn,
        LeadColumn,
        StateColumn,
        ReasonColumn,
        AddressColumn,
        ColumnCount
    };

    enum Role {
        MessageIdRole = Qt::UserRole, ///< QUuid
        LeadIdRole                    ///< QUuid; null if it isn't about a lead
    };

    MessageTableModel(const replica::MessageReplica &messages, const replica::OfficeReplica &office,
                      QObject *parent = nullptr);

    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

    /// What a screen reader says for a cell, also its full tool tip; without it, the display text.
    void setSpokenWords(std::function<QString(const Notification &, int column)> words) { m_words = std::move(words); }

    void setFilter(const MessageFilter &filter);
    const MessageFilter &filter() const { return m_filter; }

    /// Null if the row no longer exists. Valid until the event loop runs again.
    const Notification *messageAt(const QModelIndex &index) const;

private:
    std::vector<Row> wantedRows() const override;
    Row rowFor(const Notification &message) const;
    void take(const QList<Notification> &messages);
    QString displayValue(const Notification &message, int column) const;

    const replica::MessageReplica &m_messages;
    const replica::OfficeReplica &m_office;
    std::function<QString(const Notification &, int column)> m_words;
    MessageFilter m_filter;
    TextSearch m_search;
};

} // namespace pl::tables
