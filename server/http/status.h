#pragma once

#include <QByteArray>

namespace pl::http {

/// The registered reason phrase of a status (RFC 9110 §15), "Unknown" for one that this server never sends.
QByteArray reasonPhrase(int status);

} // namespace pl::http
