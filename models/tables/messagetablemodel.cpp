#include "models/tables/messagetablemodel.h"

namespace pl::tables {

using replica::MessageReplica;
using replica::OfficeReplica;

MessageTableModel::MessageTableModel(const MessageReplica &messages, const OfficeReplica &office, QObject *parent)
    : SortedTableModel({{WhenColumn, tr("When")},
                        {ReceiverColumn, tr("To")},
                        {KindColumn, tr("Message")},
                        {LeadColumn, tr("About")},
                        {StateColumn, tr("Status")},
                        {ReasonColumn, tr("Details")},
                        {AddressColumn, tr("Address")}},
                       WhenColumn, Qt::DescendingOrder, parent)
    , m_messages(messages)
    , m_office(office)
{
    connect(&messages, &MessageReplica::reset, this, &MessageTableModel::rebuild);
    connect(&messages, &MessageReplica::messagesChanged, this, &MessageTableModel::take);
    // The names in the rows come from the office.
    connect(&office, &OfficeReplica::reset, this, &MessageTableModel::rearrange);
    connect(&office, &OfficeReplica::plumbersChanged, this, &MessageTableModel::rearrange);
    connect(&office, &OfficeReplica::leadsChanged, this, &MessageTableModel::rearrange);
    rebuild();
}

QVariant MessageTableModel::data(const QModelIndex &index, int role) const
{
    const Notification *message = messageAt(index);
    if (!message)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return displayValue(*message, index.column());
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole:
        return m_words ? m_words(*message, index.column()) : displayValue(*message, index.column());
    case MessageIdRole:
        return message->id;
    case LeadIdRole:
        return message->leadId.value_or(QUuid());
    default:
        return {};
    }
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
        return (message.isReply()       ? message.body
                : message.deliveryError ? message.deliveryError
                                        : message.error)
            .value_or(QString());
    case AddressColumn:
        return message.recipient;
    case ColumnCount:
        break;
    }
    return {};
}

const Notification *MessageTableModel::messageAt(const QModelIndex &index) const
{
    return m_messages.row(idAt(index));
}

SortedTableModel::Row MessageTableModel::rowFor(const Notification &message) const
{
    const Row row{message.id, 0, {}, message.createdAt.micros};
    if (sortColumn() == WhenColumn)
        return sortedBy(message.createdAt.micros, row);
    if (sortColumn() == StateColumn)
        return sortedBy(static_cast<int>(stateOf(message)), row);
    return sortedBy(displayValue(message, sortColumn()), row);
}

std::vector<SortedTableModel::Row> MessageTableModel::wantedRows() const
{
    std::vector<Row> wanted;
    for (const Notification &message : m_messages.messages())
        if (m_filter.matches(message, m_office, m_search))
            wanted.push_back(rowFor(message));
    return wanted;
}

void MessageTableModel::setFilter(const MessageFilter &filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    m_search.setTyped(filter.text);
    rearrange();
}

void MessageTableModel::take(const QList<Notification> &messages)
{
    if (messages.size() > kPlacedOneByOne)
        return rearrange();
    for (const Notification &message : messages) {
        if (m_filter.matches(message, m_office, m_search))
            putRow(rowFor(message));
        else
            dropRow(message.id);
    }
}

} // namespace pl::tables
