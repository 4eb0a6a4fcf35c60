#include "server/http/requestreader.h"
#include "tests/fuzz/targets.h"

namespace pl::fuzz {

namespace {

struct Outcome
{
    QByteArrayList requests;
    http::RequestReader::State state = http::RequestReader::State::Head;
    bool operator==(const Outcome &) const = default;
};

QByteArray shown(const http::Head &head)
{
    QByteArray text = head.request.method + ' ' + head.request.path + '?' + head.request.query;
    for (const auto &[name, value] : head.request.headers)
        text += '\n' + name + ':' + value;
    return text + (head.keepAlive ? "\nkeep\n" : "\nclose\n") + head.request.body;
}

Outcome read(QByteArrayView input, qsizetype piece)
{
    http::Limits limits;
    limits.bodyBytes = 2048;
    limits.headBytes = 1024;
    limits.targetBytes = 256;
    http::RequestReader reader(limits);
    Outcome outcome;
    for (qsizetype at = 0; at < input.size(); at += piece) {
        reader.feed(input.sliced(at, std::min(piece, input.size() - at)).toByteArray());
        while (reader.state() == http::RequestReader::State::Ready) {
            const http::Head head = reader.take();
            if (!head.isChunked && head.request.body.size() != head.contentLength)
                qFatal("a body is not as long as its request said");
            outcome.requests += shown(head);
        }
    }
    outcome.state = reader.state();
    return outcome;
}

} // namespace

/// The first byte chooses the size of the pieces.
void runRequest(const QByteArray &input)
{
    if (input.isEmpty())
        return;
    const auto bytes = QByteArrayView(input).sliced(1);
    if (read(bytes, 1 + uchar(input.front()) % 64) != read(bytes, std::max<qsizetype>(1, bytes.size())))
        qFatal("the pieces that a request comes in make a difference");
}

} // namespace pl::fuzz
