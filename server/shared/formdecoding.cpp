#include "server/shared/formdecoding.h"

namespace pl::shared {

namespace {

std::string decoded(QByteArray encoded)
{
    return QByteArray::fromPercentEncoding(encoded.replace('+', ' ')).toStdString();
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

QByteArray fieldOf(const FormFields &fields, const char *name)
{
    for (const auto &[key, value] : fields)
        if (key == name)
            return QByteArray(value.data(), qsizetype(value.size()));
    return {};
}

} // namespace pl::shared
