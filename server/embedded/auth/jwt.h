#pragma once

#include <QByteArray>

#include <nlohmann/json.hpp>

namespace pl::embedded {

/// A token with these claims, signed with HS256.
QByteArray signJwt(const nlohmann::json &claims, const QByteArray &secret);

/// The leeway for a token's times.
enum class Leeway {
    HalfMinute, ///< PostgREST: valid until 30 s after `exp`
    None        ///< Supabase Auth: invalid from `exp` on
};

/// The claims of a token signed with HS256 that is valid at `now` (seconds since 1970). A token whose header names
/// extensions (`crit`), or with a repeated name, is refused (RFC 7515, sections 4 and 4.1.11; RFC 7519, section 4).
/// Throws RestError with PostgREST's codes PGRST301 and PGRST303.
nlohmann::json verifyJwt(const QByteArray &token, const QByteArray &secret, qint64 now,
                         Leeway leeway = Leeway::HalfMinute);

/// Compares in constant time.
bool equalSecrets(const QByteArray &a, const QByteArray &b);

} // namespace pl::embedded
