#include "server/notify/formfields.h"

namespace pl::notify {

namespace {

QByteArray decoded(QByteArray text)
{
    return QByteArray::fromPercentEncoding(text.replace('+', ' '));
}

} // namespace

FormFields parseForm(const QByteArray &body)
{
    FormFields fields;
    for (const QByteArray &part : body.split('&')) {
        const auto equals = part.indexOf('=');
        if (equals > 0)
            fields.append({decoded(part.first(equals)), decoded(part.sliced(equals + 1))});
    }
    return fields;
}

QByteArray fieldOf(const FormFields &fields, const char *name)
{
    for (const auto &[key, value] : fields)
        if (key == name)
            return value.isNull() ? QByteArray("") : value;
    return {};
}

} // namespace pl::notify
