#pragma once

#include <QByteArray>
#include <QList>

namespace pl::test {

/// A request that two programs might cut at different places: one of them would see `GET /smuggled` behind it.
struct Smuggling
{
    const char *name;
    QByteArray bytes;
    int status; ///< what this server answers
};

inline QList<Smuggling> smugglings()
{
    const QByteArray post = "POST /carrier HTTP/1.1\r\nHost: h\r\n";
    const QByteArray get = "GET /carrier HTTP/1.1\r\nHost: h\r\n";
    const QByteArray hidden = "GET /smuggled HTTP/1.1\r\nHost: hh\r\n\r\n"; // 36 bytes
    const QByteArray chunk = "0\r\n\r\n" + hidden;
    const QByteArray length = "Content-Length: " + QByteArray::number(hidden.size()) + "\r\n";
    return {
        {"length, then coding", post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk, 400},
        {"coding, then length", post + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n" + chunk, 400},
        {"chunked", post + "Transfer-Encoding: chunked\r\n\r\n" + chunk, 501},
        {"chunked GET", get + "Transfer-Encoding: chunked\r\n\r\n" + chunk, 501},
        {"xchunked", post + "Transfer-Encoding: xchunked\r\n\r\n" + chunk, 501},
        {"xchunked and length", post + "Transfer-Encoding: xchunked\r\n" + length + "\r\n" + hidden, 501},
        {"coding after a tab", post + "Transfer-Encoding:\tchunked\r\n\r\n" + chunk, 501},
        {"blank before the colon", post + "Transfer-Encoding : chunked\r\n\r\n" + chunk, 400},
        {"two codings", post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n" + chunk, 400},
        {"identity and length", post + "Transfer-Encoding: identity\r\n" + length + "\r\n" + hidden, 501},
        {"two lengths", post + "Content-Length: 0\r\n" + length + "\r\n" + hidden, 400},
        {"two lengths, longer first", post + length + "Content-Length: 0\r\n\r\n" + hidden, 400},
        {"two equal lengths", post + length + length + "\r\n" + hidden, 400},
        {"list of lengths", post + "Content-Length: 0, 36\r\n\r\n" + hidden, 400},
        {"length with a plus", post + "Content-Length: +0\r\n\r\n" + hidden, 400},
        {"negative length", post + "Content-Length: -1\r\n\r\n" + hidden, 400},
        {"hexadecimal length", post + "Content-Length: 0x0\r\n\r\n" + hidden, 400},
        {"huge length", post + "Content-Length: 18446744073709551615\r\n\r\n" + hidden, 413},
        {"length beyond 64 bits", post + "Content-Length: 18446744073709551616\r\n\r\n" + hidden, 400},
        {"length after a folded line", post + "X: a\r\n Content-Length: 36\r\n" + length + "\r\n" + hidden, 400},
        {"folded coding", post + "Transfer-Encoding:\r\n chunked\r\n\r\n" + chunk, 400},
        {"bare line feeds", "POST /carrier HTTP/1.1\nHost: h\nContent-Length: 36\n\n" + hidden, 400},
        {"length after a bare line feed", post + "X: a\nContent-Length: 36\r\n\r\n" + hidden, 400},
        {"end of head by bare line feeds", post + "Content-Length: 0\n\n" + hidden, 400},
        {"bare carriage return", post + "X: a\rTransfer-Encoding: chunked\r\n\r\n" + chunk, 400},
        {"NUL in a value", post + QByteArray("X: a\0b\r\n", 8) + "Content-Length: 0\r\n\r\n" + hidden, 400},
        {"NUL in a name", post + QByteArray("Content-Length\0: 36\r\n", 21) + "\r\n" + hidden, 400},
        {"space in the target", "POST /carrier x HTTP/1.1\r\nHost: h\r\n" + length + "\r\n" + hidden, 505},
        {"body too long", post + "Content-Length: 99999999\r\n\r\n" + hidden, 413},
        {"refused expectation", post + length + "Expect: 200-ok\r\n\r\n" + hidden, 417},
    };
}

} // namespace pl::test
