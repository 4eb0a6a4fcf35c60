#include "server/embedded/auth/jwt.h"

#include "server/embedded/store/resterror.h"

#include <QMessageAuthenticationCode>

#include <sodium.h>

#include <set>

namespace pl::embedded {
namespace {

using nlohmann::json;

constexpr qint64 kSkewSeconds = 30;
constexpr auto kJwtBase64 = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

QByteArray encoded(const QByteArray &bytes)
{
    return bytes.toBase64(kJwtBase64);
}

/// A null array if the text is not base64url.
QByteArray fromBase64(const QByteArray &text)
{
    const auto result = QByteArray::fromBase64Encoding(text, kJwtBase64 | QByteArray::AbortOnBase64DecodingErrors);
    return result ? result.decoded : QByteArray();
}

QByteArray signature(const QByteArray &signedPart, const QByteArray &secret)
{
    return QMessageAuthenticationCode::hash(signedPart, secret, QCryptographicHash::Sha256);
}

/// Discarded if it is not JSON or a name is repeated in an object, because parsers differ in which one they use.
json parsedOnce(const QByteArray &text)
{
    std::vector<std::set<std::string>> open;
    bool isRepeated = false;
    const auto look = [&](int, json::parse_event_t event, const json &value) {
        if (event == json::parse_event_t::object_start)
            open.emplace_back();
        else if (event == json::parse_event_t::object_end)
            open.pop_back();
        else if (event == json::parse_event_t::key)
            isRepeated |= !open.back().insert(value.get<std::string>()).second;
        return true;
    };
    json whole = json::parse(text.begin(), text.end(), look, false);
    return isRepeated ? json(json::value_t::discarded) : whole;
}

RestError undecodable(const char *message, const QString &details = {})
{
    return RestError::badToken(QStringLiteral("PGRST301"), QString::fromLatin1(message), details);
}

RestError badClaims(const char *message)
{
    return RestError::badToken(QStringLiteral("PGRST303"), QString::fromLatin1(message));
}

/// The claim in whole seconds, if the token has it.
std::optional<qint64> seconds(const json &claims, const char *name, const char *otherwise)
{
    const auto claim = claims.find(name);
    if (claim == claims.end() || claim->is_null())
        return std::nullopt;
    if (!claim->is_number())
        throw badClaims(otherwise);
    constexpr double kMaxTime = 1e15; // thirty million years: beyond it a number may not fit
    return qint64(std::clamp(claim->get<double>(), -kMaxTime, kMaxTime));
}

void checkTimes(const json &claims, qint64 now, Leeway leeway)
{
    const bool exact = leeway == Leeway::None;
    const auto expires = seconds(claims, "exp", "The JWT 'exp' claim must be a number");
    if (expires && (exact ? *expires <= now : *expires < now - kSkewSeconds))
        throw badClaims("JWT expired");
    const auto begins = seconds(claims, "nbf", "The JWT 'nbf' claim must be a number");
    if (begins && *begins > now + (exact ? 0 : kSkewSeconds))
        throw badClaims("JWT not yet valid");
    // PostgREST refuses tokens issued in the future. Here the same clock issues and checks them: if it is set back, or
    // is before the keys' own date, that would lock everyone out, and the signature already proves that the token is
    // ours.
    (void)seconds(claims, "iat", "The JWT 'iat' claim must be a number");
}

void checkSignature(const QByteArrayList &parts, const QByteArray &secret)
{
    const json header = parsedOnce(fromBase64(parts[0]));
    if (!header.is_object() || !header.contains("alg") || !header["alg"].is_string() || header.contains("crit"))
        throw undecodable("JWT cryptographic operation failed");
    if (header["alg"] != "HS256")
        throw undecodable("Wrong or unsupported encoding algorithm");
    if (!equalSecrets(fromBase64(parts[2]), signature(parts[0] + '.' + parts[1], secret)))
        throw undecodable("No suitable key or wrong key type",
                          QStringLiteral("None of the keys was able to decode the JWT"));
}

} // namespace

QByteArray signJwt(const json &claims, const QByteArray &secret)
{
    static const QByteArray header = encoded(R"({"alg":"HS256","typ":"JWT"})");
    const QByteArray part = header + '.' + encoded(QByteArray::fromStdString(claims.dump()));
    return part + '.' + encoded(signature(part, secret));
}

json verifyJwt(const QByteArray &token, const QByteArray &secret, qint64 now, Leeway leeway)
{
    if (token.isEmpty())
        throw undecodable("Empty JWT is sent in Authorization header");
    const QByteArrayList parts = token.split('.');
    if (parts.size() != 3)
        throw undecodable(("Expected 3 parts in JWT; got " + QByteArray::number(parts.size())).constData());
    checkSignature(parts, secret);
    json claims = parsedOnce(fromBase64(parts[1]));
    if (!claims.is_object())
        throw badClaims("Parsing claims failed");
    checkTimes(claims, now, leeway);
    return claims;
}

bool equalSecrets(const QByteArray &a, const QByteArray &b)
{
    return a.size() == b.size() && sodium_memcmp(a.constData(), b.constData(), size_t(a.size())) == 0;
}

} // namespace pl::embedded
