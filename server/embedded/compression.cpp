#include "server/embedded/compression.h"

#include <zlib.h>

#include <optional>

namespace pl::embedded {

namespace {

constexpr qsizetype kPlainBytes = 256; // office_news, which every client polls all day, is twice as long
// Compresses a page of 1,000 leads (620 KiB) to a sixth in 3 ms. Level 1 is hardly faster and a tenth larger; level 4
// takes half again as long for a thirtieth less.
constexpr int kLevel = 3;
constexpr int kGzipWindow = MAX_WBITS + 16;
constexpr int kMemoryLevel = 8; // zlib's default

/// A coding's weight in an Accept-Encoding; empty if not listed. An invalid weight does not accept the coding.
std::optional<double> weightOf(QByteArrayView coding, const QByteArray &accepted)
{
    for (const QByteArray &item : accepted.toLower().split(',')) {
        const QByteArrayList parts = item.split(';');
        if (parts.first().trimmed() != coding)
            continue;
        double weight = 1;
        for (const QByteArray &part : parts.sliced(1))
            if (const QByteArray parameter = part.trimmed(); parameter.startsWith("q="))
                weight = parameter.sliced(2).toDouble();
        return weight;
    }
    return std::nullopt;
}

/// A repeated header forms one list.
QByteArray acceptedEncodings(const http::Headers &headers)
{
    QByteArrayList pieces;
    for (const auto &[name, value] : headers)
        if (name.compare("Accept-Encoding", Qt::CaseInsensitive) == 0)
            pieces += value;
    return pieces.join(',');
}

} // namespace

bool acceptsGzip(const http::Headers &headers)
{
    const QByteArray accepted = acceptedEncodings(headers);
    const auto any = weightOf("*", accepted);
    const auto named = weightOf("gzip", accepted);
    const double weight = named ? *named : any.value_or(0);
    return weight > 0 && weight >= weightOf("identity", accepted).value_or(0);
}

QByteArray gzip(const QByteArray &bytes)
{
    z_stream stream{};
    if (deflateInit2(&stream, kLevel, Z_DEFLATED, kGzipWindow, kMemoryLevel, Z_DEFAULT_STRATEGY) != Z_OK)
        return {};
    QByteArray packed(qsizetype(deflateBound(&stream, uLong(bytes.size()))), Qt::Uninitialized);
    stream.next_in = const_cast<Bytef *>(reinterpret_cast<const Bytef *>(bytes.constData())); // zlib only reads it
    stream.avail_in = uInt(bytes.size());
    stream.next_out = reinterpret_cast<Bytef *>(packed.data());
    stream.avail_out = uInt(packed.size());
    const bool isWhole = deflate(&stream, Z_FINISH) == Z_STREAM_END;
    packed.truncate(isWhole ? qsizetype(stream.total_out) : 0);
    deflateEnd(&stream);
    return packed;
}

http::Response compressed(const http::Headers &headers, http::Response answer)
{
    if (answer.body.size() <= kPlainBytes || !answer.header("Content-Encoding").isNull())
        return answer;
    answer.headers.emplaceBack("Vary", "Accept-Encoding");
    if (!acceptsGzip(headers))
        return answer;
    QByteArray packed = gzip(answer.body);
    if (packed.isEmpty() || packed.size() >= answer.body.size())
        return answer;
    packed.squeeze();
    answer.body = std::move(packed);
    answer.headers.emplaceBack("Content-Encoding", "gzip");
    return answer;
}

} // namespace pl::embedded
