#include "models/base/jsonreader.h"

#include <cstring>

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

JsonReader::JsonReader(const JsonFields &fields) : m_object(kNoObject), m_fields(&fields), m_isObject(true) {}

JsonReader::Found JsonReader::lookUp(const char *field)
{
    if (m_fields)
        return lookUpInFields(field);
    m_read.append(field);
    const auto it = m_object.find(field);
    if (it == m_object.end() || it->is_null())
        return {};
    return {.value = &*it};
}

JsonReader::Found JsonReader::lookUpInFields(std::string_view field)
{
    const auto &all = m_fields->all();
    const auto it = std::find_if(all.begin(), all.end(), [field](const auto &known) { return known.name == field; });
    if (it == all.end())
        return {};
    m_readFields.set(std::size_t(it - all.begin()));
    if (it->text)
        return {.text = &*it->text};
    return it->value.is_null() ? Found() : Found{.value = &it->value};
}

JsonReader::Found JsonReader::find(const char *field, bool required)
{
    const Found found = lookUp(field);
    if (!found && required && m_isObject)
        addError(field, "required", QStringLiteral("is required"));
    return found;
}

std::optional<QString> JsonReader::text_(const char *field, bool required)
{
    const Found found = find(field, required);
    if (!found)
        return std::nullopt;
    if (found.text)
        return *found.text;
    if (!found.value->is_string()) {
        addError(field, "wrong_type", QStringLiteral("must be a string"));
        return std::nullopt;
    }
    return QString::fromStdString(found.value->get_ref<const std::string &>());
}

std::optional<qint64> JsonReader::integer_(const char *field, bool required)
{
    const Found found = find(field, required);
    if (!found)
        return std::nullopt;
    if (found.value && found.value->is_number_integer())
        return found.value->get<qint64>();
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
        addError(field, "invalid", QStringLiteral("must be a time such as 2026-11-20T12:00:00Z"));
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

std::optional<QDate> JsonReader::optionalDate(const char *field)
{
    const auto text = text_(field, false);
    if (!text)
        return std::nullopt;
    const QDate date = QDate::fromString(*text, Qt::ISODate);
    if (date.isValid() && text->size() == 10)
        return date;
    addError(field, "invalid", QStringLiteral("must be a day such as 2026-11-20"));
    return std::nullopt;
}

bool JsonReader::booleanOr(const char *field, bool fallback)
{
    const Found found = find(field, false);
    if (!found)
        return fallback;
    const bool isBoolean = found.value && found.value->is_boolean();
    if (!isBoolean)
        addError(field, "wrong_type", QStringLiteral("must be true or false"));
    return isBoolean ? found.value->get<bool>() : fallback;
}

QStringList JsonReader::stringList(const char *field)
{
    return stringList_(field, true);
}
QStringList JsonReader::optionalStringList(const char *field)
{
    return stringList_(field, false);
}

QStringList JsonReader::stringList_(const char *field, bool required)
{
    const Found found = find(field, required);
    QStringList list;
    if (!found)
        return list;
    bool texts = found.value && found.value->is_array();
    if (texts)
        for (const nlohmann::json &item : *found.value) {
            texts = texts && item.is_string();
            if (texts)
                list += QString::fromStdString(item.get_ref<const std::string &>());
        }
    if (!texts)
        addError(field, "wrong_type", QStringLiteral("must be a list of strings"));
    return list;
}

nlohmann::json JsonReader::raw(const char *field)
{
    const Found found = find(field, false);
    if (found.text)
        return toJson(*found.text);
    return found.value ? *found.value : nlohmann::json();
}

bool JsonReader::isNull(const char *field)
{
    if (!m_fields) {
        m_read.append(field);
        const auto it = m_object.find(field);
        return it != m_object.end() && it->is_null();
    }
    const auto &all = m_fields->all();
    const auto it = std::find_if(all.begin(), all.end(), [field](const auto &known) { return known.name == field; });
    if (it == all.end())
        return false;
    m_readFields.set(std::size_t(it - all.begin()));
    return !it->text && it->value.is_null();
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
    std::vector<const char *> unknown;
    for (const auto &item : m_object.items())
        if (std::find(m_read.begin(), m_read.end(), item.key()) == m_read.end())
            unknown.push_back(item.key().c_str());
    for (std::size_t i = 0; m_fields && i < m_fields->all().size(); ++i)
        if (!m_readFields.test(i))
            unknown.push_back(m_fields->all()[i].name.c_str());
    std::sort(unknown.begin(), unknown.end(), [](const char *a, const char *b) { return std::strcmp(a, b) < 0; });
    for (const char *name : unknown)
        addError(name, "unknown_field", QStringLiteral("is not a known field"));
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

nlohmann::json toJson(const std::optional<QDate> &date)
{
    return date ? toJson(date->toString(Qt::ISODate)) : nlohmann::json();
}

nlohmann::json toJson(const QStringList &list)
{
    nlohmann::json array = nlohmann::json::array();
    for (const QString &text : list)
        array.push_back(text.toStdString());
    return array;
}

} // namespace pl
