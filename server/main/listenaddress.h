#pragma once

#include "models/base/result.h"

#include <QHostAddress>

namespace pl {

/// Where to listen, as people write it: "127.0.0.1:8080", "[::1]:8080", "localhost:0", "0.0.0.0:80".
struct ListenAddress
{
    QHostAddress host;
    quint16 port = 0;

    static Result<ListenAddress> parse(const QString &text);
    /// "http://127.0.0.1:8080"
    static QString url(const QHostAddress &host, quint16 port);
};

} // namespace pl
