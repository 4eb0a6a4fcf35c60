#pragma once

#include <QByteArray>
#include <QtEndian>

#include <zlib.h>

namespace pl::test {

/// A file of a ZIP archive, found by its central directory; empty when there is none of that name.
inline QByteArray unzipped(const QByteArray &zip, const QByteArray &name)
{
    const auto at32 = [&zip](qsizetype at) { return qFromLittleEndian<quint32>(zip.constData() + at); };
    const auto at16 = [&zip](qsizetype at) { return qFromLittleEndian<quint16>(zip.constData() + at); };
    for (qsizetype entry = zip.indexOf("PK\x01\x02"); entry >= 0; entry = zip.indexOf("PK\x01\x02", entry + 4)) {
        if (zip.mid(entry + 46, at16(entry + 28)) != name)
            continue;
        const qsizetype local = at32(entry + 42);
        QByteArray packed = zip.mid(local + 30 + at16(local + 26) + at16(local + 28), at32(entry + 20));
        QByteArray bytes(static_cast<qsizetype>(at32(entry + 24)), '\0');
        z_stream stream{};
        stream.next_in = reinterpret_cast<Bytef *>(packed.data());
        stream.avail_in = static_cast<uInt>(packed.size());
        stream.next_out = reinterpret_cast<Bytef *>(bytes.data());
        stream.avail_out = static_cast<uInt>(bytes.size());
        if (inflateInit2(&stream, -MAX_WBITS) != Z_OK)
            return {};
        const int done = inflate(&stream, Z_FINISH);
        inflateEnd(&stream);
        return done == Z_STREAM_END ? bytes : QByteArray();
    }
    return {};
}

} // namespace pl::test
