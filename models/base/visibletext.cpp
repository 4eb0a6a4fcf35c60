#include "models/base/visibletext.h"

#include "models/base/textscan.h"

#include <QList>

#include <algorithm>
#include <iterator>

namespace pl {
namespace {

struct CodePoints
{
    uint first;
    uint last;
};

/// Default_Ignorable_Code_Point of Unicode's DerivedCoreProperties, and U+2800. The databases have the same list
/// (server/supabase/migrations/…_words.sql).
constexpr CodePoints kInvisible[] = {
    {0xad, 0xad},     {0x34f, 0x34f},   {0x61c, 0x61c},   {0x115f, 0x1160},   {0x17b4, 0x17b5},   {0x180b, 0x180f},
    {0x200b, 0x200f}, {0x202a, 0x202e}, {0x2060, 0x206f}, {0x2800, 0x2800},   {0x3164, 0x3164},   {0xfe00, 0xfe0f},
    {0xfeff, 0xfeff}, {0xffa0, 0xffa0}, {0xfff0, 0xfff8}, {0x1bca0, 0x1bca3}, {0x1d173, 0x1d17a}, {0xe0000, 0xe0fff}};

bool isUnseen(uint c)
{
    const auto after = std::upper_bound(std::begin(kInvisible), std::end(kInvisible), c,
                                        [](uint point, const CodePoints &range) { return point < range.first; });
    return after != std::begin(kInvisible) && c <= std::prev(after)->last;
}

} // namespace

QString withoutInvisible(const QString &text)
{
    if (!anyUnit(text, [](char16_t c) { return c >= kInvisible[0].first; }))
        return text;
    QList<uint> points = text.toUcs4();
    points.removeIf(isUnseen);
    return QString::fromUcs4(reinterpret_cast<const char32_t *>(points.constData()), points.size());
}

nlohmann::json withoutInvisible(const nlohmann::json &value)
{
    const auto tidy = [](const std::string &text) {
        return withoutInvisible(QString::fromStdString(text)).toStdString();
    };
    if (value.is_string())
        return tidy(value.get_ref<const std::string &>());
    if (!value.is_structured())
        return value;
    nlohmann::json visible = value.is_array() ? nlohmann::json::array() : nlohmann::json::object();
    for (const auto &item : value.items()) {
        if (value.is_array())
            visible.push_back(withoutInvisible(item.value()));
        else
            visible[tidy(item.key())] = withoutInvisible(item.value());
    }
    return visible;
}

} // namespace pl
