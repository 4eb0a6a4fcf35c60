#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QString>

#include <optional>

namespace pl::intake {

/// A web origin as browsers write it in their Origin field: "https://pipes.example", with the port only if it is not
/// the scheme's default, and the host in lower case and punycode. Accepts an origin with or without a trailing slash;
/// empty for any other text, including "null". Only http and https.
std::optional<QByteArray> webOrigin(const QString &text);

/// The URL to redirect a browser to, if it is absolute and in one of `origins`; empty otherwise: no other scheme, no
/// user name, no "//host", no backslashes or control characters, which browsers may parse differently. The result is
/// rebuilt from the parsed parts, never the original text.
std::optional<QByteArray> redirectTarget(const QString &text, const QByteArrayList &origins);

} // namespace pl::intake
