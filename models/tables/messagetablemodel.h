#pragma once

#include "models/replica/messagereplica.h"
#include "models/tables/compacttablemodel.h"
#include "models/tables/messagefilter.h"
#include "models/tables/rowkeys.h"

namespace pl::tables {

/// The messages to plumbers and customers as a table. Gives raw values; the delegate adds words and colors.
class MessageTableModel : public CompactTableModel
{
    Q_OBJECT

public:
    enum Column {
        WhenColumn,
        ReceiverColumn, ///< sorted by name, plumbers and customers apart
        KindColumn,
        LeadColumn,
        StateColumn,
        ReasonColumn,  ///< sorted by its characters
        AddressColumn, ///< the same
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

    /// How many of the rows didn't arrive. The number is kept, not counted.
    int missing() const { return m_missing; }

    /// Null if the row no longer exists. Valid until the event loop runs again.
    const Notification *messageAt(const QModelIndex &index) const;

private:
    Arranging arranging(bool here) override;
    std::size_t rowsInAll() const override;
    QUuid idOf(columns::Row row) const override { return m_asShown.rows.id(row); }
    columns::Row numberOf(const QUuid &id) const override { return m_source->find(id); }
    std::function<bool(columns::Row, columns::Row)> standing() const override;
    void retake(const std::vector<columns::Row> &changed, columns::Bitmap &shown) override;

    MessageChoice choice(const replica::MessageSnapshot &messages, bool here);
    RowKeys keys(const replica::MessageSnapshot &messages, bool here) const;
    RowKeys receiverKeys(const replica::MessageSnapshot &messages, bool here) const;
    RowKeys leadKeys(const replica::MessageSnapshot &messages, bool here) const;
    bool isByNames() const;
    void takeMessages(const QList<Notification> &messages);
    QString displayValue(const Notification &message, int column) const;

    const replica::MessageReplica &m_messages;
    const replica::OfficeReplica &m_office;
    std::function<QString(const Notification &, int column)> m_words;
    MessageFilter m_filter;
    OfficeNames m_names;
    std::shared_ptr<replica::MessageRows> m_source; ///< of the rows that are shown
    replica::MessageSnapshot m_asShown;             ///< the rows as they are shown and counted
    int m_missing = 0;
};

} // namespace pl::tables
