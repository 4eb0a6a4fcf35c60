#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QString>

#include <optional>

namespace pl::intake {

/// A web origin as browsers write it in their Origin field: "https://pipes.example", with the port when it is not the
/// scheme's own, host in lower case and punycode. Takes an origin alone, or with a trailing slash; nothing for any
/// other text, "null" among them. Only http and https.
std::optional<QByteArray> webOrigin(const QString &text);

/// The address to send a browser to when it is whole (scheme, host) and lies in one of `origins`; nothing otherwise: no
/// other scheme, no user name, no "//host", no backslash or control character that browsers and we might read
/// differently. What is given is written anew from what was read, never the text as it came.
std::optional<QByteArray> redirectTarget(const QString &text, const QByteArrayList &origins);

} // namespace pl::intake
