#include "models/mapping/bodytree.h"

#include "models/base/visibletext.h"

#include <cmath>
#include <optional>

namespace pl::mapping {
namespace {

constexpr qsizetype kLongestEntity = 10; // with its signs

std::optional<QString> numbered(QStringView entity)
{
    const bool isHex = entity.size() > 1 && (entity[1] == u'x' || entity[1] == u'X');
    bool ok = false;
    const uint point = entity.sliced(isHex ? 2 : 1).toUInt(&ok, isHex ? 16 : 10);
    const bool isCharacter = ok && point > 31 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff);
    return isCharacter ? std::optional(QString::fromUcs4(reinterpret_cast<const char32_t *>(&point), 1)) : std::nullopt;
}

/// The character that an entity's inside ("amp", "#39") stands for.
std::optional<QString> entityText(QStringView entity)
{
    static constexpr std::pair<QLatin1StringView, char16_t> kNamed[] = {
        {QLatin1StringView("amp"), u'&'},      {QLatin1StringView("lt"), u'<'},
        {QLatin1StringView("gt"), u'>'},       {QLatin1StringView("quot"), u'"'},
        {QLatin1StringView("apos"), u'\''},    {QLatin1StringView("nbsp"), u' '},
        {QLatin1StringView("rsquo"), 0x2019},  {QLatin1StringView("lsquo"), 0x2018},
        {QLatin1StringView("rdquo"), 0x201d},  {QLatin1StringView("ldquo"), 0x201c},
        {QLatin1StringView("ndash"), 0x2013},  {QLatin1StringView("mdash"), 0x2014},
        {QLatin1StringView("hellip"), 0x2026}, {QLatin1StringView("eacute"), 0xe9}};
    if (entity.startsWith(u'#'))
        return numbered(entity);
    for (const auto &[name, character] : kNamed)
        if (entity == name)
            return QString(QChar(character));
    return std::nullopt;
}

QString numberText(double value)
{
    if (!std::isfinite(value))
        return {};
    const bool isWhole = std::floor(value) == value && std::fabs(value) < 1e15;
    return isWhole ? QString::number(qint64(value)) : QString::number(value, 'g', 15);
}

} // namespace

QString withoutEntities(const QString &text)
{
    qsizetype at = text.indexOf(u'&');
    if (at < 0)
        return text;
    QString plain = text.first(at);
    while (at < text.size()) {
        const QStringView start = QStringView(text).sliced(at, qMin(kLongestEntity, text.size() - at));
        const qsizetype end = start.startsWith(u'&') ? start.indexOf(u';') : -1;
        const auto character = end > 1 ? entityText(start.sliced(1, end - 1)) : std::nullopt;
        plain += character ? *character : QString(text.at(at));
        at += character ? end + 1 : 1;
    }
    return plain;
}

QString scalarText(const nlohmann::json &value)
{
    if (value.is_string())
        return withoutInvisible(withoutEntities(QString::fromStdString(value.get_ref<const std::string &>())))
            .remove(QChar(0))
            .trimmed();
    if (value.is_boolean())
        return value.get<bool>() ? QStringLiteral("true") : QStringLiteral("false");
    if (value.is_number_unsigned())
        return QString::number(value.get<quint64>());
    if (value.is_number_integer())
        return QString::number(value.get<qint64>());
    return value.is_number_float() ? numberText(value.get<double>()) : QString();
}

} // namespace pl::mapping
