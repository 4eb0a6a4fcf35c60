#pragma once

#include <QString>

#include <nlohmann/json.hpp>

namespace pl {

/// A field of an untrusted object; null when it is missing, or when this is no object.
inline nlohmann::json jsonMember(const nlohmann::json &object, const char *name)
{
    return object.is_object() ? object.value(name, nlohmann::json()) : nlohmann::json();
}

/// A value that should be a text; empty when it is not.
inline QString jsonText(const nlohmann::json &value)
{
    return value.is_string() ? QString::fromStdString(value.get_ref<const std::string &>()) : QString();
}

inline QString jsonText(const nlohmann::json &object, const char *name)
{
    return jsonText(jsonMember(object, name));
}

/// Null or an empty text.
inline bool isNothing(const nlohmann::json &value)
{
    return value.is_null() || (value.is_string() && value.get_ref<const std::string &>().empty());
}

} // namespace pl
