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
    const QByteArray old = "POST /carrier HTTP/1.0\r\nHost: h\r\n";
    const QByteArray chunked = post + "Transfer-Encoding: chunked\r\n\r\n";
    const QByteArray hidden = "GET /smuggled HTTP/1.1\r\nHost: hh\r\n\r\n"; // 36 bytes
    const QByteArray chunk = "0\r\n\r\n" + hidden;
    const QByteArray length = "Content-Length: " + QByteArray::number(hidden.size()) + "\r\n";
    return {
        {"length, then coding", post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk, 400},
        {"coding, then length", post + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n" + chunk, 400},
        {"unknown coding", post + "Transfer-Encoding: xchunked\r\n\r\n" + chunk, 501},
        {"unknown coding and length", post + "Transfer-Encoding: xchunked\r\n" + length + "\r\n" + hidden, 400},
        {"coding before the chunks", post + "Transfer-Encoding: gzip, chunked\r\n\r\n" + chunk, 501},
        {"chunked twice", post + "Transfer-Encoding: chunked, chunked\r\n\r\n" + chunk, 501},
        {"quoted coding", post + "Transfer-Encoding: \"chunked\"\r\n\r\n" + chunk, 501},
        {"chunked in HTTP/1.0", old + "Transfer-Encoding: chunked\r\n\r\n" + chunk, 400},
        {"blank before the colon", post + "Transfer-Encoding : chunked\r\n\r\n" + chunk, 400},
        {"two codings", post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n" + chunk, 400},
        {"identity and length", post + "Transfer-Encoding: identity\r\n" + length + "\r\n" + hidden, 400},
        {"chunk size with 0x", chunked + "0x0\r\n\r\n" + hidden, 400},
        {"chunk size with a sign", chunked + "+0\r\n\r\n" + hidden, 400},
        {"negative chunk size", chunked + "-1\r\n\r\n" + hidden, 400},
        {"blank before a chunk size", chunked + " 0\r\n\r\n" + hidden, 400},
        {"blank after a chunk size", chunked + "0 \r\n\r\n" + hidden, 400},
        {"no chunk size", chunked + "\r\n\r\n" + hidden, 400},
        {"chunk size beyond 64 bits", chunked + "10000000000000000\r\n\r\n" + hidden, 400},
        {"chunk size with a bare line feed", chunked + "0\n\r\n" + hidden, 400},
        {"end of chunks by a bare line feed", chunked + "0\r\n\n" + hidden, 400},
        {"chunk longer than its size", chunked + "1\r\nab\r\n0\r\n\r\n" + hidden, 400},
        {"chunk without its line end", chunked + "2\r\nab0\r\n\r\n" + hidden, 400},
        {"chunk ended by a bare line feed", chunked + "2\r\nab\n0\r\n\r\n" + hidden, 400},
        {"line feed in an extension", chunked + "2;\nab\r\n24\r\n0\r\n\r\n" + hidden, 400},
        {"carriage return in an extension", chunked + "0;a\rb\r\n\r\n" + hidden, 400},
        {"NUL in an extension", chunked + QByteArray("0;a\0b\r\n\r\n", 9) + hidden, 400},
        {"folded trailer", chunked + "0\r\nX: a\r\n Content-Length: 36\r\n\r\n" + hidden, 400},
        {"trailer without a colon", chunked + "0\r\nX\r\n\r\n" + hidden, 400},
        {"trailer with a bare line feed", chunked + "0\r\nX: a\n\r\n" + hidden, 400},
        {"huge chunk", chunked + "fffffff\r\n" + hidden, 413},
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
