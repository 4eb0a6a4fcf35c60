#include "models/tables/messagetablemodel.h"

namespace pl::tables {

using replica::MessageReplica;
using replica::OfficeReplica;

MessageTableModel::MessageTableModel(const MessageReplica &messages, const OfficeReplica &office, QObject *parent)
    : CompactTableModel({{WhenColumn, tr("When")},
                         {ReceiverColumn, tr("To")},
                         {KindColumn, tr("Message")},
                         {LeadColumn, tr("About")},
                         {StateColumn, tr("Status")},
                         {ReasonColumn, tr("Details")},
                         {AddressColumn, tr("Address")}},
                        WhenColumn, Qt::DescendingOrder, parent)
    , m_messages(messages)
    , m_office(office)
    , m_names(office)
    , m_source(messages.rows())
{
    connect(&messages, &MessageReplica::reset, this, &MessageTableModel::arrange);
    connect(&messages, &MessageReplica::messagesChanged, this, &MessageTableModel::takeMessages);
    // The names in the rows come from the office.
    const auto renamed = [this] { isByNames() ? arrangeSoon() : touchAll(); };
    connect(&office, &OfficeReplica::reset, this, renamed);
    connect(&office, &OfficeReplica::plumbersChanged, this, renamed);
    connect(&office, &OfficeReplica::leadsChanged, this, renamed);
    arrange();
}

QVariant MessageTableModel::data(const QModelIndex &index, int role) const
{
    const columns::Row row = shownAt(index);
    if (row == columns::kNoRow)
        return {};
    if (role == MessageIdRole) // whoever asks for all of them needs no more
        return idOf(row);
    if (role == LeadIdRole)
        return m_asShown.rows[row].leadId;
    const bool isCell = role == Qt::DisplayRole || role == Qt::AccessibleTextRole || role == Qt::ToolTipRole;
    const Notification *message = isCell ? messageAt(index) : nullptr;
    if (!message)
        return {};
    return role != Qt::DisplayRole && m_words ? m_words(*message, index.column())
                                              : displayValue(*message, index.column());
}

QString MessageTableModel::displayValue(const Notification &message, int column) const
{
    switch (static_cast<Column>(column)) {
    case WhenColumn:
        return message.createdAt.toString();
    case ReceiverColumn:
        return receiverName(message, m_office);
    case KindColumn:
        return message.templateName;
    case LeadColumn:
        return leadTitle(message, m_office);
    case StateColumn:
        return QString(enumName(stateOf(message)));
    case ReasonColumn:
        return replica::messageDetails(message);
    case AddressColumn:
        return message.recipient;
    case ColumnCount:
        break;
    }
    return {};
}

const Notification *MessageTableModel::messageAt(const QModelIndex &index) const
{
    const columns::Row row = shownAt(index);
    return row == columns::kNoRow ? nullptr : m_messages.row(idOf(row));
}

void MessageTableModel::setFilter(const MessageFilter &filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    arrange();
}

void MessageTableModel::takeMessages(const QList<Notification> &messages)
{
    std::vector<columns::Row> rows;
    for (const Notification &message : messages)
        if (const columns::Row row = m_messages.rows()->find(message.id); row != columns::kNoRow)
            rows.push_back(row);
    change(std::move(rows));
}

} // namespace pl::tables
