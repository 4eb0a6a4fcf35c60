#include "server/main/commands/signatureoptions.h"

#include "server/main/commands/command.h"

namespace pl {

using nlohmann::json;

namespace {

/// A check of the window's form, for the command line.
CLI::Validator checkBy(QString (*fault)(const QString &))
{
    return CLI::Validator(
        [fault](const std::string &value) { return fault(QString::fromStdString(value)).toStdString(); },
        std::string());
}

} // namespace

void SignatureOptions::describe(CLI::App &app)
{
    addText(app, "--header", "NAME", settings.header,
            "The header that has the signature. Default: unchanged (the preset's).")
        ->check(checkBy(&mapping::signatureHeaderFault));
    addText(app, "--algorithm", "HASH", settings.algorithm, "sha256 or sha1. Default: unchanged; sha256 at first.")
        ->check(oneOf(mapping::signatureAlgorithms()));
    addText(app, "--encoding", "ENCODING", settings.encoding, "hex or base64. Default: unchanged; hex at first.")
        ->check(oneOf(mapping::signatureEncodings()));
    addText(app, "--prefix", "TEXT", settings.prefix,
            "What stands before the signature, such as sha256=. Default: unchanged.")
        ->check(checkBy(&mapping::signaturePrefixFault));
}

Result<json> SignatureOptions::appliedTo(const json &ways) const
{
    const auto applied = settings.appliedTo(ways);
    const bool lacksHeader =
        !applied && std::any_of(applied.error().fields.begin(), applied.error().fields.end(), [](const auto &wrong) {
            return wrong.field == u"header" && wrong.code == u"required";
        });
    if (lacksHeader)
        return usageError(
            QStringLiteral("Nothing says which header has the signature: add --header NAME, such as X-Signature."));
    return applied;
}

} // namespace pl
