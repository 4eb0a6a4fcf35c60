#include "server/embedded/rest/mediatype.h"

#include "server/embedded/store/resterror.h"

#include <QList>

#include <algorithm>
#include <optional>

namespace pl::embedded {
namespace {

struct Range
{
    QByteArray name; ///< with its parameters but the weight
    double weight = 1;
};

Range readRange(const QByteArray &text)
{
    QByteArrayList parts = text.split(';');
    Range range{parts.takeFirst().trimmed().toLower(), 1};
    for (const QByteArray &part : parts) {
        const QByteArray parameter = part.trimmed().toLower();
        if (parameter.startsWith("q="))
            range.weight = parameter.mid(2).toDouble();
        else if (parameter == "nulls=stripped")
            range.name += ";nulls=stripped";
    }
    return range;
}

QList<Range> rangesOf(const QByteArray &header)
{
    QList<Range> ranges;
    for (const QByteArray &part : header.split(','))
        if (!part.trimmed().isEmpty())
            ranges += readRange(part);
    std::stable_sort(ranges.begin(), ranges.end(), [](const Range &a, const Range &b) { return a.weight > b.weight; });
    return ranges;
}

std::optional<MediaType> typeOf(const QByteArray &name)
{
    const bool stripped = name.endsWith(";nulls=stripped");
    const QByteArray base = name.left(name.indexOf(';') < 0 ? name.size() : name.indexOf(';'));
    if (base == "application/vnd.pgrst.object+json" || base == "application/vnd.pgrst.object")
        return MediaType{MediaType::Form::Object, stripped};
    if (base == "application/vnd.pgrst.array+json" || base == "application/vnd.pgrst.array")
        return MediaType{MediaType::Form::Array, stripped};
    if (base == "application/json" || base == "*/*")
        return MediaType{};
    if (base == "text/csv")
        return MediaType{MediaType::Form::Csv, false};
    return std::nullopt;
}

} // namespace

QByteArray MediaType::contentType() const
{
    const QByteArray parameters = withoutNulls ? ";nulls=stripped; charset=utf-8" : "; charset=utf-8";
    switch (form) {
    case Form::Csv:
        return "text/csv" + parameters;
    case Form::Object:
        return "application/vnd.pgrst.object+json" + parameters;
    case Form::Array:
        break;
    }
    return (withoutNulls ? "application/vnd.pgrst.array+json" : "application/json") + parameters;
}

MediaType MediaType::accepted(const QByteArray &acceptHeader)
{
    const QList<Range> ranges = rangesOf(acceptHeader);
    if (ranges.isEmpty())
        return {};
    QByteArrayList names;
    for (const Range &range : ranges) {
        if (const auto type = typeOf(range.name))
            return *type;
        names += range.name;
    }
    throw RestError{
        406, QStringLiteral("PGRST107"),
        QStringLiteral("None of these media types are available: %1").arg(QString::fromUtf8(names.join(", ")))};
}

} // namespace pl::embedded
