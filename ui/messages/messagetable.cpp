#include "ui/messages/messagetable.h"

#include "models/domain/contactfields.h"
#include "ui/widgets/columnlayout.h"
#include "ui/words/messagewords.h"
#include "ui/words/moments.h"

#include <QPointer>

namespace pl::ui {

using tables::MessageTableModel;

MessageDelegate::MessageDelegate(const OfficeContext &context, const MessageTableModel &model, QObject *parent)
    : RowDelegate(parent), m_context(context), m_model(model)
{
}

QString MessageDelegate::receiverText(const Notification &message) const
{
    const QString name = tables::receiverName(message, m_context.replica);
    if (message.isReply() && name.isEmpty())
        return tr("From %1").arg(phoneForPeople(message.recipient));
    if (message.isReply())
        return message.isToCustomer() ? tr("From %1, customer").arg(name) : tr("From %1, plumber").arg(name);
    if (message.isToCustomer())
        return name.isEmpty() ? tr("Customer") : tr("%1, customer").arg(name);
    return name.isEmpty() ? tr("Plumber") : tr("%1, plumber").arg(name);
}

QString MessageDelegate::textOf(const Notification &message, int column) const
{
    switch (static_cast<MessageTableModel::Column>(column)) {
    case MessageTableModel::WhenColumn:
        return momentText(message.createdAt, m_context.clock());
    case MessageTableModel::ReceiverColumn:
        return receiverText(message);
    case MessageTableModel::KindColumn:
        return tr("%1, by %2").arg(messageKindText(message.templateName), channelText(message.channel));
    case MessageTableModel::LeadColumn:
        return tables::leadTitle(message, m_context.replica);
    case MessageTableModel::StateColumn:
        return messageStateText(stateOf(message));
    case MessageTableModel::ReasonColumn:
        return messageReason(message, m_context.replica.plumberName(message.plumberId), m_context.clock());
    case MessageTableModel::AddressColumn:
        return message.isText() ? phoneForPeople(message.recipient) : message.recipient;
    case MessageTableModel::ColumnCount:
        break;
    }
    return {};
}

void MessageDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QRect cell = paintRowGround(painter, option);
    const Notification *message = m_model.messageAt(index);
    if (!message)
        return;
    const Colors &colors = colorsOf(option.palette);
    const int column = index.column();
    const MessageState state = stateOf(*message);
    if (column == MessageTableModel::StateColumn)
        return paintChip(painter, cell, chipOf(state), colors, option.font);
    const bool quiet = column == MessageTableModel::WhenColumn || column == MessageTableModel::AddressColumn ||
                       state == MessageState::NotNeeded;
    QFont font = option.font;
    font.setWeight(column == MessageTableModel::ReceiverColumn ? QFont::DemiBold : QFont::Normal);
    // A reply may have several lines; the tool tip shows them.
    paintRowText(painter, cell, textOf(*message, column).simplified(), quiet ? colors.secondText : colors.text, font);
}

MessageTable::MessageTable(OfficeContext &context, MessageTableModel &model, QWidget *parent) : RowTable(parent)
{
    setObjectName(QStringLiteral("messagesTable"));
    setAccessibleName(tr("Messages"));
    setModel(&model);
    auto *delegate = new MessageDelegate(context, model, this);
    setItemDelegate(delegate);
    model.setSpokenWords([words = QPointer(delegate)](const Notification &message, int column) {
        return words ? words->textOf(message, column) : QString();
    });
    dress(context.settings, QStringLiteral("messages"),
          {{MessageTableModel::WhenColumn, {112, 124, false, 8}},
           {MessageTableModel::ReceiverColumn, {170, 190, true, 7}},
           {MessageTableModel::KindColumn, {170, 190, true, 4}},
           {MessageTableModel::LeadColumn, {176, 240, true, 6}},
           {MessageTableModel::StateColumn, {106, 110, false, 9}},
           {MessageTableModel::ReasonColumn, {190, 290, true, 5}},
           {MessageTableModel::AddressColumn, {150, 180, false, 1}}});
    keepSort(context.settings, QStringLiteral("messages/sort"), {MessageTableModel::WhenColumn, Qt::DescendingOrder});
}

void MessageTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    RowTable::currentChanged(current, previous);
    Q_EMIT currentMessageChanged();
}

} // namespace pl::ui
