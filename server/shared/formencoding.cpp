#include "server/shared/formencoding.h"

namespace pl::shared {

namespace {

void append(QByteArray &form, const QByteArray &name, const nlohmann::json &value)
{
    if (value.is_object()) {
        for (const auto &[key, item] : value.items())
            append(form, name.isEmpty() ? QByteArray::fromStdString(key) : name + '[' + key.c_str() + ']', item);
    } else if (value.is_array()) {
        for (std::size_t i = 0; i < value.size(); ++i)
            append(form, name + '[' + QByteArray::number(qulonglong(i)) + ']', value[i]);
    } else if (!value.is_null()) {
        const std::string text = value.is_string() ? value.get<std::string>() : value.dump();
        form += (form.isEmpty() ? "" : "&") + name.toPercentEncoding("[]") + '=' +
                QByteArray::fromStdString(text).toPercentEncoding();
    }
}

} // namespace

QByteArray formEncoded(const nlohmann::json &parameters)
{
    QByteArray form;
    append(form, {}, parameters);
    return form;
}

} // namespace pl::shared
