#include "models/replica/messagerows.h"

#include "models/columns/leadrow.h"
#include "models/replica/rowtext.h"

namespace pl::replica {

QString messageDetails(const Notification &message)
{
    return (message.isReply()       ? message.body
            : message.deliveryError ? message.deliveryError
                                    : message.error)
        .value_or(QString());
}

MessageRow MessageRows::rowOf(const Notification &message)
{
    MessageRow row;
    row.leadId = message.leadId.value_or(QUuid());
    row.createdAt = message.createdAt.micros;
    row.version = static_cast<std::uint32_t>(message.version);
    row.plumber = m_plumbers.codeOf(message.plumberId.value_or(QUuid()));
    row.kind = static_cast<std::uint16_t>(m_kinds.codeOf(message.templateName));
    row.state = static_cast<std::uint8_t>(stateOf(message));
    row.channel = static_cast<std::uint8_t>(m_channels.codeOf(message.channel)) & 0x3f;
    row.isToCustomer = message.isToCustomer();
    row.isReply = message.isReply();
    return row;
}

bool MessageRows::put(const Notification &message)
{
    const columns::Row known = m_rows.find(message.id);
    const bool isNew = known == columns::kNoRow;
    if (!isNew && rows()[known].version >= message.version)
        return false;
    const MessageRow row = rowOf(message);
    QStringList others{message.error.value_or(QString()), message.deliveryError.value_or(QString()),
                       message.body.value_or(QString())};
    const QString details = messageDetails(message);
    others.removeAll(details);
    const std::string text = foldedParts({message.recipient, details, others.join(QLatin1Char(columns::kPartEnd))});
    isNew ? (void)m_rows.add(message.id, row, text) : m_rows.put(known, row, text);
    return true;
}

} // namespace pl::replica
