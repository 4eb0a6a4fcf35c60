#pragma once

#include <QLatin1StringView>
#include <QString>

#include <array>
#include <cstddef>
#include <optional>
#include <string>

namespace pl {

/// Maps an enum to the names the database stores. Specialize `kEnumNames<E>` with one name per value, in the enum's
/// order.
template <class E>
inline constexpr std::array<QLatin1StringView, 0> kEnumNames{};

template <class E>
constexpr QLatin1StringView enumName(E value)
{
    static_assert(!kEnumNames<E>.empty(), "Include the header that has this enumeration's names.");
    return kEnumNames<E>[static_cast<std::size_t>(value)];
}

/// The same as std::string, for JSON.
template <class E>
std::string enumText(E value)
{
    const QLatin1StringView name = enumName(value);
    return std::string(name.data(), static_cast<std::size_t>(name.size()));
}

template <class E>
std::optional<E> enumFromName(QStringView name)
{
    static_assert(!kEnumNames<E>.empty(), "Include the header that has this enumeration's names.");
    for (std::size_t i = 0; i < kEnumNames<E>.size(); ++i)
        if (name == kEnumNames<E>[i])
            return static_cast<E>(i);
    return std::nullopt;
}

} // namespace pl
