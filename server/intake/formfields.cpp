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

Result<QList<FormField>> urlEncodedFields(const QByteArray &body)
{
    QList<FormField> fields;
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

Result<Form> formOf(const QList<FormField> &fields)
{
    Form form;
    for (const auto &[name, value] : fields) {
        if (value.empty())
            continue;
        if (name == "_redirect") {
            form.redirect = QString::fromStdString(value);
        } else if (name == "_gotcha") {
            form.isTrapped = true;
        } else if (form.lead.contains(name)) {
            return Error{ErrorCode::InvalidInput, QStringLiteral("The form names a field twice.")};
        } else if (name == "consent") {
            form.lead[name] = {{"text", value}};
        } else {
            form.lead[name] = value;
        }
    }
    return form;
}

} // namespace pl::intake
