#pragma once

#include <QByteArray>

#include <nlohmann/json.hpp>

namespace pl::embedded {

/// A token of these claims, signed with HS256.
QByteArray signJwt(const nlohmann::json &claims, const QByteArray &secret);

/// How exactly a token's times are kept.
enum class Leeway {
    HalfMinute, ///< PostgREST: good until 30 s after `exp`
    None        ///< Supabase Auth: no longer good at `exp`
};

/// The claims of a token signed with HS256 that is valid at `now` (seconds since 1970). One whose header names
/// extensions (`crit`), or in which a name stands twice, is refused (RFC 7515, sections 4 and 4.1.11; RFC 7519,
/// section 4). Throws RestError with PostgREST's codes PGRST301 and PGRST303.
nlohmann::json verifyJwt(const QByteArray &token, const QByteArray &secret, qint64 now,
                         Leeway leeway = Leeway::HalfMinute);

/// Compares in a time that tells nothing about where the two differ.
bool equalSecrets(const QByteArray &a, const QByteArray &b);

} // namespace pl::embedded
