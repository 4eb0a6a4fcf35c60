#pragma once

#include <QByteArray>

#include <nlohmann/json.hpp>

namespace pl::embedded {

/// A token of these claims, signed with HS256.
QByteArray signJwt(const nlohmann::json &claims, const QByteArray &secret);

/// The claims of a token signed with HS256 that is valid at `now` (seconds since 1970; half a minute of skew is
/// allowed). Throws RestError with PostgREST's codes PGRST301 and PGRST303.
nlohmann::json verifyJwt(const QByteArray &token, const QByteArray &secret, qint64 now);

/// Compares in a time that tells nothing about where the two differ.
bool equalSecrets(const QByteArray &a, const QByteArray &b);

} // namespace pl::embedded
