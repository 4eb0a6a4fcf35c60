#include "server/intake/formfields.h"

#include <QStringDecoder>

#include <optional>

namespace pl::intake {

namespace {

std::optional<std::string> decoded(QByteArray encoded)
{
    const QByteArray bytes = QByteArray::fromPercentEncoding(encoded.replace('+', ' '));
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(bytes);
    return decoder.hasError() ? std::nullopt : std::optional(text.toStdString());
}

} // namespace

Result<nlohmann::json> parseForm(const QByteArray &body)
{
    auto object = nlohmann::json::object();
    for (const QByteArray &pair : body.split('&')) {
        const auto equals = pair.indexOf('=');
        const auto name = decoded(equals < 0 ? pair : pair.first(equals));
        const auto value = decoded(equals < 0 ? QByteArray() : pair.sliced(equals + 1));
        if (!name || !value)
            return Error{ErrorCode::InvalidInput, QStringLiteral("The form's text is not valid UTF-8.")};
        if (value->empty())
            continue;
        if (object.contains(*name))
            return Error{ErrorCode::InvalidInput, QStringLiteral("The form names a field twice.")};
        if (*name == "consent")
            object[*name] = {{"text", *value}};
        else
            object[*name] = *value;
    }
    return object;
}

} // namespace pl::intake
