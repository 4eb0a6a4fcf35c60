#include "server/main/commands/signatureoptions.h"

#include "models/base/jsonmember.h"
#include "models/base/jsonreader.h"
#include "server/main/commands/command.h"

namespace pl {

using mapping::Authentication;
using nlohmann::json;

namespace {

json jsonOf(const Authentication &way)
{
    json item{{"kind", enumText(way.kind)}};
    if (!way.field.isEmpty())
        item["field"] = toJson(way.field);
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

/// RFC 9110: a field's name is a token.
std::string headerFault(const std::string &value)
{
    const auto isToken = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
    };
    const bool isName = !value.empty() && value.size() <= 100 && std::all_of(value.begin(), value.end(), isToken);
    return isName ? std::string() : "must be a header's name, such as X-Signature";
}

std::string prefixFault(const std::string &value)
{
    const bool isPlain =
        value.size() <= 50 && std::all_of(value.begin(), value.end(), [](char c) { return c >= ' ' && c <= '~'; });
    return isPlain ? std::string() : "must be at most 50 plain characters";
}

} // namespace

void SignatureOptions::describe(CLI::App &app)
{
    addText(app, "--header", "NAME", header, "The header that has the signature. Default: unchanged (the preset's).")
        ->check(CLI::Validator(headerFault, std::string()));
    addText(app, "--algorithm", "HASH", algorithm, "sha256 or sha1. Default: unchanged; sha256 at first.")
        ->check(oneOf({QStringLiteral("sha256"), QStringLiteral("sha1")}));
    addText(app, "--encoding", "ENCODING", encoding, "hex or base64. Default: unchanged; hex at first.")
        ->check(oneOf({QStringLiteral("hex"), QStringLiteral("base64")}));
    addText(app, "--prefix", "TEXT", prefix, "What stands before the signature, such as sha256=. Default: unchanged.")
        ->check(CLI::Validator(prefixFault, std::string()));
}

bool SignatureOptions::areGiven() const
{
    return !header.isNull() || !algorithm.isNull() || !encoding.isNull() || !prefix.isNull();
}

Result<json> SignatureOptions::appliedTo(json now) const
{
    if (!now.is_array())
        now = json::array();
    auto signature = std::find_if(now.begin(), now.end(), isSignature);
    if (signature == now.end() && header.isEmpty())
        return usageError(
            QStringLiteral("Nothing says which header has the signature: add --header NAME, such as X-Signature."));
    if (signature == now.end())
        signature = now.insert(now.begin(), json{{"kind", enumText(Authentication::Kind::Hmac)},
                                                 {"algorithm", "sha256"},
                                                 {"encoding", "hex"},
                                                 {"prefix", ""}});
    const auto set = [&signature](const char *member, const QString &value) {
        if (!value.isNull())
            (*signature)[member] = toJson(value);
    };
    set("header", header);
    set("algorithm", algorithm);
    set("encoding", encoding);
    set("prefix", prefix);
    return now;
}

json authenticationJson(const mapping::Preset &preset)
{
    json ways = json::array();
    for (const Authentication &way : preset.authentication)
        ways.push_back(jsonOf(way));
    return ways;
}

} // namespace pl
