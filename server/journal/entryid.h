#pragma once

#include "models/base/timestamp.h"

#include <QRandomGenerator>
#include <QUuid>

#include <algorithm>
#include <array>

namespace pl::journal {

// A lead's id is a UUID of version 7 (RFC 9562, section 6.2, method 3): in front the lead's sequence in the journal,
// which is a time, and 62 random bits behind. So the journal finds a lead by its id without an index on ids, which
// would cost each lead a page of its commit; and ids that come together lie together in the store's indexes.

/// The sequence of what came in then, if nothing else has it: 4096ths of a millisecond since 1970.
inline qint64 sequenceAt(Timestamp at)
{
    const qint64 micros = std::max<qint64>(0, at.micros);
    return ((micros / 1000) << 12) | (micros % 1000 * 4096 / 1000);
}

/// A new id for the lead of this sequence.
inline QUuid newEntryId(qint64 sequence)
{
    std::array<quint32, 2> random{};
    // Not the system's generator: asking the processor for entropy costs as much as the lead's checks, and an id is no
    // secret.
    QRandomGenerator::global()->fillRange(random.data(), qsizetype(random.size()));
    const auto byte = [](quint32 word, int index) { return uchar(word >> (8 * index)); };
    return {quint32(sequence >> 28),
            quint16(sequence >> 12),
            quint16(0x7000 | (sequence & 0x0fff)),
            uchar(0x80 | (random[0] & 0x3f)),
            byte(random[0], 1),
            byte(random[0], 2),
            byte(random[0], 3),
            byte(random[1], 0),
            byte(random[1], 1),
            byte(random[1], 2),
            byte(random[1], 3)};
}

/// The sequence that an id was made for; of another kind of id some number that is not negative.
inline qint64 sequenceOf(const QUuid &id)
{
    return (qint64(id.data1) << 28) | (qint64(id.data2) << 12) | (id.data3 & 0x0fff);
}

} // namespace pl::journal
