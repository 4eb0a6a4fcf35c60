#pragma once

#include "models/domain/timestamp.h"

#include <QRandomGenerator>
#include <QUuid>

#include <array>

namespace pl::journal {

/// A new id for something that came in at this time: a UUID of version 7 (RFC 9562), the time in front and 74 random
/// bits behind. Ids that come together lie together in the indexes, so that a commit writes a few of their pages and
/// not one for each row.
inline QUuid newEntryId(Timestamp at)
{
    std::array<quint32, 3> random{};
    // Not the system's generator: asking the processor for entropy costs as much as the lead's checks, and an id is no
    // secret.
    QRandomGenerator::global()->fillRange(random.data(), qsizetype(random.size()));
    const quint64 ms = quint64(at.micros / 1000);
    const auto byte = [](quint32 word, int index) { return uchar(word >> (8 * index)); };
    return {quint32(ms >> 16),
            quint16(ms),
            quint16(0x7000 | (random[0] & 0x0fff)),
            uchar(0x80 | (random[0] >> 26)),
            byte(random[0], 2),
            byte(random[1], 0),
            byte(random[1], 1),
            byte(random[1], 2),
            byte(random[1], 3),
            byte(random[2], 0),
            byte(random[2], 1)};
}

} // namespace pl::journal
