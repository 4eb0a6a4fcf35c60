#pragma once

#include <QString>

#include <nlohmann/json.hpp>

namespace pl::billing {

/// Fields of untrusted objects: missing ones and those of another type are empty, null or zero.
inline nlohmann::json member(const nlohmann::json &object, const char *name)
{
    return object.is_object() && object.contains(name) ? object[name] : nlohmann::json();
}

inline QString text(const nlohmann::json &object, const char *name)
{
    const nlohmann::json value = member(object, name);
    return value.is_string() ? QString::fromStdString(value.get<std::string>()) : QString();
}

inline qint64 number(const nlohmann::json &object, const char *name)
{
    const nlohmann::json value = member(object, name);
    return value.is_number_integer() ? value.get<qint64>() : 0;
}

inline bool flag(const nlohmann::json &object, const char *name)
{
    const nlohmann::json value = member(object, name);
    return value.is_boolean() && value.get<bool>();
}

/// The id in `name`, whether Stripe sent the id or the expanded object.
inline QString idOf(const nlohmann::json &object, const char *name)
{
    const nlohmann::json value = member(object, name);
    return value.is_object() ? text(value, "id") : text(object, name);
}

} // namespace pl::billing
