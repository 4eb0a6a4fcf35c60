#include "models/domain/jsonreader.h"

#include <cmath>

namespace pl {
namespace {

const nlohmann::json kNoObject = nlohmann::json::object();

QString idText(const QUuid &id)
{
    return id.toString(QUuid::WithoutBraces);
}

} // namespace

JsonReader::JsonReader(const nlohmann::json &object)
    : m_object(object.is_object() ? object : kNoObject), m_isObject(object.is_object())
{
    if (!m_isObject)
        m_errors += {QString(), QStringLiteral("wrong_type"), QStringLiteral("must be a JSON object")};
}

const nlohmann::json *JsonReader::find(const char *field, bool required)
{
    m_read.append(field);
    const auto it = m_object.find(field);
    if (it != m_object.end() && !it->is_null())
        return &*it;
    if (required && m_isObject)
        addError(field, "required", QStringLiteral("is required"));
    return nullptr;
}

std::optional<QString> JsonReader::text_(const char *field, bool required)
{
    const nlohmann::json *value = find(field, required);
    if (!value)
        return std::nullopt;
    if (!value->is_string()) {
        addError(field, "wrong_type", QStringLiteral("must be a text"));
        return std::nullopt;
    }
    return QString::fromStdString(value->get_ref<const std::string &>());
}

std::optional<qint64> JsonReader::integer_(const char *field, bool required)
{
    const nlohmann::json *value = find(field, required);
    if (!value)
        return std::nullopt;
    if (value->is_number_integer())
        return value->get<qint64>();
    addError(field, "wrong_type", QStringLiteral("must be a whole number"));
    return std::nullopt;
}

std::optional<QUuid> JsonReader::uuid_(const char *field, bool required)
{
    const auto text = text_(field, required);
    if (!text)
        return std::nullopt;
    const QUuid id = QUuid::fromString(*text);
    if (!id.isNull())
        return id;
    addError(field, "invalid", QStringLiteral("must be a UUID"));
    return std::nullopt;
}

std::optional<Timestamp> JsonReader::timestamp_(const char *field, bool required)
{
    const auto text = text_(field, required);
    if (!text)
        return std::nullopt;
    const auto at = Timestamp::parse(*text);
    if (!at)
        addError(field, "invalid", QStringLiteral("must be a time, like 2026-11-20T12:00:00Z"));
    return at;
}

QString JsonReader::string(const char *field)
{
    return text_(field, true).value_or(QString());
}
std::optional<QString> JsonReader::optionalString(const char *field)
{
    return text_(field, false);
}
qint64 JsonReader::integer(const char *field)
{
    return integer_(field, true).value_or(0);
}
qint64 JsonReader::integerOr(const char *field, qint64 fallback)
{
    return integer_(field, false).value_or(fallback);
}
std::optional<qint64> JsonReader::optionalInteger(const char *field)
{
    return integer_(field, false);
}
QUuid JsonReader::uuid(const char *field)
{
    return uuid_(field, true).value_or(QUuid());
}
std::optional<QUuid> JsonReader::optionalUuid(const char *field)
{
    return uuid_(field, false);
}
Timestamp JsonReader::timestamp(const char *field)
{
    return timestamp_(field, true).value_or(Timestamp{});
}
std::optional<Timestamp> JsonReader::optionalTimestamp(const char *field)
{
    return timestamp_(field, false);
}

bool JsonReader::booleanOr(const char *field, bool fallback)
{
    const nlohmann::json *value = find(field, false);
    if (!value)
        return fallback;
    if (!value->is_boolean())
        addError(field, "wrong_type", QStringLiteral("must be true or false"));
    return value->is_boolean() ? value->get<bool>() : fallback;
}

QStringList JsonReader::stringList(const char *field)
{
    const nlohmann::json *value = find(field, true);
    QStringList list;
    if (!value)
        return list;
    bool texts = value->is_array();
    for (const nlohmann::json &item : *value) {
        texts = texts && item.is_string();
        if (texts)
            list += QString::fromStdString(item.get_ref<const std::string &>());
    }
    if (!texts)
        addError(field, "wrong_type", QStringLiteral("must be a list of texts"));
    return list;
}

nlohmann::json JsonReader::raw(const char *field)
{
    const nlohmann::json *value = find(field, false);
    return value ? *value : nlohmann::json();
}

void JsonReader::addError(const char *field, const char *code, const QString &detail)
{
    m_errors += {QString::fromUtf8(field), QString::fromLatin1(code), detail};
}

bool JsonReader::hasErrorFor(const char *field) const
{
    return std::any_of(m_errors.begin(), m_errors.end(),
                       [field](const FieldError &error) { return error.field == QLatin1StringView(field); });
}

void JsonReader::refuseUnknown()
{
    for (const auto &item : m_object.items())
        if (std::find(m_read.begin(), m_read.end(), std::string_view(item.key())) == m_read.end())
            addError(item.key().c_str(), "unknown_field", QStringLiteral("is not a field of this object"));
}

Error JsonReader::failure() const
{
    QStringList names;
    for (const FieldError &error : m_errors)
        names += error.field.isEmpty() ? error.detail : error.field + QLatin1Char(' ') + error.detail;
    return {ErrorCode::InvalidInput, names.join(QStringLiteral("; ")), m_errors};
}

nlohmann::json toJson(const QString &text)
{
    return text.toStdString();
}
nlohmann::json toJson(const QUuid &id)
{
    return idText(id).toStdString();
}

nlohmann::json toJson(const std::optional<QString> &text)
{
    return text ? toJson(*text) : nlohmann::json();
}
nlohmann::json toJson(const std::optional<QUuid> &id)
{
    return id ? toJson(*id) : nlohmann::json();
}
nlohmann::json toJson(const std::optional<Timestamp> &at)
{
    return at ? toJson(at->toString()) : nlohmann::json();
}

nlohmann::json toJson(const QStringList &list)
{
    nlohmann::json array = nlohmann::json::array();
    for (const QString &text : list)
        array.push_back(text.toStdString());
    return array;
}

} // namespace pl
