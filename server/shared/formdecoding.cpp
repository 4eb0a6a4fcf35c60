#include "server/shared/formdecoding.h"

#include <QStringDecoder>

#include <optional>

namespace pl::shared {

namespace {

std::optional<std::string> decoded(QByteArray encoded)
{
    const QByteArray bytes = QByteArray::fromPercentEncoding(encoded.replace('+', ' '));
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(bytes);
    return decoder.hasError() ? std::nullopt : std::optional(text.toStdString());
}

} // namespace

Result<FormFields> urlEncodedFields(const QByteArray &body)
{
    FormFields fields;
    for (const QByteArray &pair : body.split('&')) {
        const auto equals = pair.indexOf('=');
        auto name = decoded(equals < 0 ? pair : pair.first(equals));
        auto value = decoded(equals < 0 ? QByteArray() : pair.sliced(equals + 1));
        if (!name || !value)
            return Error{ErrorCode::InvalidInput, QStringLiteral("The form's text is not valid UTF-8.")};
        fields.emplaceBack(std::move(*name), std::move(*value));
    }
    return fields;
}

QByteArray fieldOf(const FormFields &fields, const char *name)
{
    for (const auto &[key, value] : fields)
        if (key == name)
            return QByteArray(value.data(), qsizetype(value.size()));
    return {};
}

} // namespace pl::shared
