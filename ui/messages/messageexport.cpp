#include "ui/messages/messageexport.h"

#include "models/domain/contactfields.h"
#include "ui/exporting/tablelist.h"
#include "ui/messages/messagetable.h"
#include "ui/words/messagewords.h"
#include "ui/words/words.h"

#include <QCoreApplication>

namespace pl::ui {
namespace {

using MessageModel = tables::MessageTableModel;
using exporting::Cell;

struct MessageExportWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::ui::MessageExport)
};

enum MessageMoreColumn { MessageChannel = 100, MessageReply, MessageOwnId };

QList<ExportColumn> messageColumns()
{
    return {{MessageModel::WhenColumn, {MessageExportWords::tr("When"), 17, false, true}},
            {MessageModel::ReceiverColumn, {MessageExportWords::tr("To"), 24}},
            {MessageModel::KindColumn, {MessageExportWords::tr("Message"), 20}},
            {MessageModel::LeadColumn, {MessageExportWords::tr("About"), 34}},
            {MessageModel::StateColumn, {MessageExportWords::tr("Status"), 14}},
            {MessageModel::ReasonColumn, {MessageExportWords::tr("Details"), 36}},
            {MessageModel::AddressColumn, {MessageExportWords::tr("Address"), 26}}};
}

QList<ExportColumn> moreMessageColumns()
{
    return {{MessageChannel, {MessageExportWords::tr("Channel"), 14}, true},
            {MessageReply, {MessageExportWords::tr("Reply"), 8}},
            {MessageOwnId, {MessageExportWords::tr("Message id"), 38}}};
}

Cell messageCell(const OfficeContext &context, const Notification &message, int column)
{
    switch (column) {
    case MessageModel::WhenColumn:
        return message.createdAt;
    case MessageModel::ReceiverColumn:
        return tables::receiverName(message, context.replica);
    case MessageModel::KindColumn:
        return messageKindText(message.templateName);
    case MessageModel::LeadColumn:
        return tables::leadTitle(message, context.replica);
    case MessageModel::StateColumn:
        return messageStateText(stateOf(message));
    case MessageModel::ReasonColumn:
        return messageReason(message, context.replica.plumberName(message.plumberId), context.clock());
    case MessageModel::AddressColumn:
        return message.isText() ? phoneForPeople(message.recipient) : message.recipient;
    case MessageChannel:
        return channelText(message.channel);
    case MessageReply:
        return message.isReply();
    default:
        return message.id.toString(QUuid::WithoutBraces);
    }
}

} // namespace

ExportList messageExport(const OfficeContext &context, const MessageTable &table)
{
    const replica::MessageReplica &messages = *context.messages;
    const qint64 count = messages.count();
    ExportList list;
    list.kind = QStringLiteral("messages");
    list.title = MessageExportWords::tr("Messages");
    list.columns = tableColumns(table, messageColumns(), moreMessageColumns());
    setScopes(list, table, MessageModel::MessageIdRole,
              {MessageExportWords::tr("All messages (%1)").arg(numberText(count)), count,
               [&messages] { return messages.newestFirst(); }});
    list.counted = [](qint64 rows) {
        return MessageExportWords::tr("%Ln message(s)", nullptr, static_cast<int>(rows));
    };
    list.cells = [&context, &messages](const QUuid &id, const QList<int> &columns) -> std::optional<exporting::Row> {
        const Notification *message = messages.row(id);
        if (!message)
            return std::nullopt;
        exporting::Row row;
        for (const int column : columns)
            row += messageCell(context, *message, column);
        return row;
    };
    list.fileName = datedName(list.kind, context.clock());
    return list;
}

} // namespace pl::ui
