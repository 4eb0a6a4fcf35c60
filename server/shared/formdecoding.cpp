#include "server/shared/formdecoding.h"

#include <QStringDecoder>

namespace pl::shared {

namespace {

std::string decoded(QByteArray encoded)
{
    return QByteArray::fromPercentEncoding(encoded.replace('+', ' ')).toStdString();
}

bool isUtf8(const std::string &text)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString decodedText = decoder(QByteArrayView(text));
    return !decoder.hasError();
}

} // namespace

FormFields rawFields(const QByteArray &body)
{
    FormFields fields;
    for (const QByteArray &pair : body.split('&')) {
        const auto equals = pair.indexOf('=');
        fields.emplaceBack(decoded(equals < 0 ? pair : pair.first(equals)),
                           decoded(equals < 0 ? QByteArray() : pair.sliced(equals + 1)));
    }
    return fields;
}

Result<FormFields> urlEncodedFields(const QByteArray &body)
{
    FormFields fields = rawFields(body);
    for (const auto &[name, value] : fields)
        if (!isUtf8(name) || !isUtf8(value))
            return Error{ErrorCode::InvalidInput, QStringLiteral("The form's text is not valid UTF-8.")};
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
