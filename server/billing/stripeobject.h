#pragma once

#include "models/base/jsonmember.h"

namespace pl::billing {

/// Fields of untrusted objects: missing ones and those of another type are empty, null or zero.
inline nlohmann::json member(const nlohmann::json &object, const char *name)
{
    return jsonMember(object, name);
}

inline QString text(const nlohmann::json &object, const char *name)
{
    return jsonText(object, name);
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
