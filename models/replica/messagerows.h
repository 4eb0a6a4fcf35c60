#pragma once

#include "models/domain/notification.h"
#include "models/replica/codelist.h"
#include "models/replica/rowchunks.h"

namespace pl::replica {

/// Of a message what tables sort, filter and count by, in 40 bytes.
struct MessageRow
{
    QUuid leadId;         ///< null: none
    qint64 createdAt = 0; ///< micros
    std::uint32_t version = 0;
    std::uint32_t plumber = 0;    ///< of MessageSnapshot::plumbers
    std::uint16_t kind = 0;       ///< of MessageSnapshot::kinds
    std::uint8_t state = 0;       ///< MessageState
    std::uint8_t channel : 6 = 0; ///< of MessageSnapshot::channels
    bool isToCustomer : 1 = false;
    bool isReply : 1 = false;
};

/// The parts of a message's text: the address or number, what stands in the table's Details, and what else is searched.
enum class MessageText { Address, Details, More };

/// Messages as they were at one moment, for any thread.
struct MessageSnapshot
{
    RowChunks<MessageRow> rows;
    CodeList<QUuid> plumbers; ///< a null one stands for none
    CodeList<QString> kinds;
    CodeList<QString> channels;

    std::size_t size() const { return rows.size(); }
    const QUuid &plumberOf(columns::Row row) const { return plumbers.value(rows[row].plumber); }
    MessageState stateOf(columns::Row row) const { return MessageState(rows[row].state); }
};

/// All messages of an office in some 100 bytes each, as PaymentRows has the payments.
class MessageRows
{
public:
    using Whole = Notification;

    /// False, and nothing happens, when it is there in this version or a newer one.
    bool put(const Notification &message);
    columns::Row find(const QUuid &id) const { return m_rows.find(id); }
    std::size_t size() const { return m_rows.size(); }
    const RowChunks<MessageRow> &rows() const { return m_rows.chunks(); }
    const CodeList<QUuid> &plumbers() const { return m_plumbers; }
    MessageSnapshot snapshot() { return {m_rows.snapshot(), m_plumbers, m_kinds, m_channels}; }
    std::size_t bytes() const { return m_rows.bytes(); }

private:
    MessageRow rowOf(const Notification &message);

    CompactRows<MessageRow> m_rows;
    CodeList<QUuid> m_plumbers;
    CodeList<QString> m_kinds;
    CodeList<QString> m_channels;
};

/// Why a message didn't arrive, or what a reply says; empty for most.
QString messageDetails(const Notification &message);

} // namespace pl::replica
