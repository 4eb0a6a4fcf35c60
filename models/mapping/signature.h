#pragma once

#include "models/domain/leadsource.h"
#include "models/mapping/preset.h"

#include <optional>

namespace pl::mapping {

/// How a source signs what it sends, as a person says it: an HMAC of the raw body in a header. Pure values.
struct SignatureSettings
{
    QString header;    ///< that has the signature: "X-Signature"
    QString algorithm; ///< one of signatureAlgorithms()
    QString encoding;  ///< one of signatureEncodings()
    QString prefix;    ///< what stands before the signature: "sha256="

    bool operator==(const SignatureSettings &) const = default;
    /// Whether any of them is not null.
    bool areGiven() const;

    /// The ways in which a source shows that it is the one, with these in place of what they say about its signature.
    /// What is null stays as it is, and at first is SHA-256 in hex without a prefix. InvalidInput names each wrong
    /// field by its member; "required" for a header that nothing names. Ways are the column
    /// `lead_sources.authentication`.
    Result<nlohmann::json> appliedTo(nlohmann::json ways) const;
};

const QStringList &signatureAlgorithms();
const QStringList &signatureEncodings();
/// What is wrong with it: "must be a header's name, …". Empty when nothing is.
QString signatureHeaderFault(const QString &header);
QString signaturePrefixFault(const QString &prefix);

/// What these ways say about the signature; none when they have none.
std::optional<SignatureSettings> signatureIn(const nlohmann::json &ways);

/// A preset's ways, as that column has them.
nlohmann::json authenticationJson(const Preset &preset);
/// A source's own ways, or else its preset's.
nlohmann::json authenticationOf(const LeadSource &source);

} // namespace pl::mapping
