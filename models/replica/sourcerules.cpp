#include "models/replica/sourcerules.h"

#include <QUrl>

namespace pl::replica {

using nlohmann::json;

QString SourceRules::keyOf(const QUuid &source)
{
    return QLatin1StringView(kPrefix) + source.toString(QUuid::WithoutBraces);
}

SourceRules SourceRules::fromJson(const json &value)
{
    SourceRules rules;
    if (!value.is_object())
        return rules;
    if (const auto limit = value.find("per_minute"); limit != value.end() && limit->is_number_integer())
        rules.perMinute = int(std::clamp<qint64>(limit->get<qint64>(), 0, std::numeric_limits<int>::max()));
    if (const auto origins = value.find("origins"); origins != value.end() && origins->is_array())
        for (const json &origin : *origins)
            if (origin.is_string())
                rules.origins += QString::fromStdString(origin.get<std::string>());
    return rules;
}

json SourceRules::toJson(const json &before) const
{
    json value = before.is_object() ? before : json::object();
    value["per_minute"] = perMinute;
    value["origins"] = json::array();
    for (const QString &origin : origins)
        value["origins"].push_back(origin.toStdString());
    return value;
}

std::optional<QString> pageOrigin(const QString &typed)
{
    const QString text = typed.trimmed();
    const QUrl url(text.contains(u"://") ? text : QStringLiteral("https://") + text, QUrl::StrictMode);
    const bool isWeb = url.scheme() == u"https" || url.scheme() == u"http";
    if (!url.isValid() || !isWeb || url.host().isEmpty() || !url.userInfo().isEmpty())
        return std::nullopt;
    QUrl origin;
    origin.setScheme(url.scheme());
    origin.setHost(url.host());
    if (url.port() > 0 && url.port() != (url.scheme() == u"https" ? 443 : 80))
        origin.setPort(url.port());
    return QString::fromLatin1(origin.toEncoded());
}

} // namespace pl::replica
