#pragma once

#include "models/base/timestamp.h"

#include <QRandomGenerator>
#include <QUuid>

#include <algorithm>
#include <array>

namespace pl::journal {

// A lead's id is a version 7 UUID (RFC 9562, section 6.2, method 3): it starts with the lead's sequence in the journal,
// which is a time, followed by 62 random bits. So the journal finds a lead by its id without an index on ids, which
// would add a page to each commit, and ids from the same time are adjacent in the store's indexes.

/// The sequence for this time, if it is not taken yet: 4096ths of a millisecond since 1970.
inline qint64 sequenceAt(Timestamp at)
{
    const qint64 micros = std::max<qint64>(0, at.micros);
    return ((micros / 1000) << 12) | (micros % 1000 * 4096 / 1000);
}

/// A new id for the lead with this sequence.
inline QUuid newEntryId(qint64 sequence)
{
    std::array<quint32, 2> random{};
    // Not the system's generator: reading entropy from the processor takes as long as validating the lead, and an id is
    // not a secret.
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

/// The sequence an id was made for; for any other kind of id, some nonnegative number.
inline qint64 sequenceOf(const QUuid &id)
{
    return (qint64(id.data1) << 28) | (qint64(id.data2) << 12) | (id.data3 & 0x0fff);
}

} // namespace pl::journal
