#include "models/mapping/signature.h"

#include "models/base/jsonmember.h"
#include "models/base/jsonreader.h"
#include "models/domain/contactfields.h"
#include "models/mapping/sourcemapping.h"

namespace pl::mapping {
namespace {

using nlohmann::json;

constexpr qsizetype kMaxHeader = 100;
constexpr qsizetype kMaxPrefix = 50;

json jsonOf(const Authentication &way)
{
    json item{{"kind", enumText(way.kind)}};
    if (!way.field.isEmpty())
        item["field"] = pl::toJson(way.field);
    if (way.kind != Authentication::Kind::Hmac)
        return item;
    item["header"] = way.header.toStdString();
    item["algorithm"] = way.algorithm.toStdString();
    item["encoding"] = way.encoding.toStdString();
    item["prefix"] = way.prefix.toStdString();
    return item;
}

bool isSignature(const json &way)
{
    return jsonText(way, "kind") == enumName(Authentication::Kind::Hmac);
}

void checkChoice(const QString &value, const char *field, const QStringList &choices, FieldErrors &errors)
{
    if (!value.isNull() && !choices.contains(value))
        errors.add(field, "invalid", QStringLiteral("must be %1").arg(choices.join(QStringLiteral(" or "))));
}

void checkSettings(const SignatureSettings &settings, bool hasSignature, FieldErrors &errors)
{
    if (settings.header.isEmpty() && (!hasSignature || !settings.header.isNull()))
        errors.add("header", "required",
                   QStringLiteral("is required: the one that has the signature, such as X-Signature"));
    else if (const QString fault = signatureHeaderFault(settings.header); !settings.header.isNull() && !fault.isEmpty())
        errors.add("header", "invalid", fault);
    checkChoice(settings.algorithm, "algorithm", signatureAlgorithms(), errors);
    checkChoice(settings.encoding, "encoding", signatureEncodings(), errors);
    if (const QString fault = signaturePrefixFault(settings.prefix); !fault.isEmpty())
        errors.add("prefix", "invalid", fault);
}

} // namespace

bool SignatureSettings::areGiven() const
{
    return !header.isNull() || !algorithm.isNull() || !encoding.isNull() || !prefix.isNull();
}

Result<json> SignatureSettings::appliedTo(json ways) const
{
    if (!ways.is_array())
        ways = json::array();
    auto signature = std::find_if(ways.begin(), ways.end(), isSignature);
    FieldErrors errors;
    checkSettings(*this, signature != ways.end(), errors);
    if (!errors.list().isEmpty())
        return errors.failure();
    if (signature == ways.end())
        signature = ways.insert(ways.begin(), json{{"kind", enumText(Authentication::Kind::Hmac)},
                                                   {"algorithm", "sha256"},
                                                   {"encoding", "hex"},
                                                   {"prefix", ""}});
    const auto set = [&signature](const char *member, const QString &value) {
        if (!value.isNull())
            (*signature)[member] = pl::toJson(value);
    };
    set("header", header);
    set("algorithm", algorithm);
    set("encoding", encoding);
    set("prefix", prefix);
    return ways;
}

const QStringList &signatureAlgorithms()
{
    static const QStringList names{QStringLiteral("sha256"), QStringLiteral("sha1")};
    return names;
}

const QStringList &signatureEncodings()
{
    static const QStringList names{QStringLiteral("hex"), QStringLiteral("base64")};
    return names;
}

/// RFC 9110: a field's name is a token.
QString signatureHeaderFault(const QString &header)
{
    const auto isToken = [](QChar c) {
        return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c == u'-' ||
               c == u'_';
    };
    const bool isName =
        !header.isEmpty() && header.size() <= kMaxHeader && std::all_of(header.begin(), header.end(), isToken);
    return isName ? QString() : QStringLiteral("must be a header's name, such as X-Signature");
}

QString signaturePrefixFault(const QString &prefix)
{
    const bool isPlain = prefix.size() <= kMaxPrefix &&
                         std::all_of(prefix.begin(), prefix.end(), [](QChar c) { return c >= u' ' && c <= u'~'; });
    return isPlain ? QString() : QStringLiteral("must be at most %1 plain characters").arg(kMaxPrefix);
}

std::optional<SignatureSettings> signatureIn(const json &ways)
{
    const auto signature = std::find_if(ways.begin(), ways.end(), isSignature);
    if (!ways.is_array() || signature == ways.end())
        return std::nullopt;
    return SignatureSettings{jsonText(*signature, "header"), jsonText(*signature, "algorithm"),
                             jsonText(*signature, "encoding"), jsonText(*signature, "prefix")};
}

json authenticationJson(const Preset &preset)
{
    json ways = json::array();
    for (const Authentication &way : preset.authentication)
        ways.push_back(jsonOf(way));
    return ways;
}

json authenticationOf(const LeadSource &source)
{
    return source.authentication.is_null() ? authenticationJson(presetOf(source)) : source.authentication;
}

} // namespace pl::mapping
