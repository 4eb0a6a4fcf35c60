#include "models/mapping/sourcemapping.h"

namespace pl::mapping {

namespace {

/// The source's key is nobody's answer, whatever its own mapping forgets.
void ignoreKeys(const QList<Authentication> &ways, Mapping &mapping)
{
    for (const Authentication &way : ways) {
        if (way.kind != Authentication::Kind::Body)
            continue;
        if (const auto path = Path::parse(way.field); path && !mapping.ignore.contains(*path))
            mapping.ignore += *path;
    }
}

} // namespace

const Preset &presetOf(const LeadSource &source)
{
    const Preset *preset = presetOf(source.preset.value_or(QString()));
    return preset ? *preset : *presetOf(QStringLiteral("generic"));
}

Result<Mapping> mappingOf(const LeadSource &source)
{
    auto mapping =
        source.mapping.is_null() ? Result<Mapping>(presetOf(source).mapping) : Mapping::fromJson(source.mapping);
    if (!mapping)
        return mapping;
    ignoreKeys(presetOf(source).authentication, *mapping);
    ignoreKeys(authenticationsOf(source.authentication).valueOr({}), *mapping);
    if (source.defaultService)
        mapping->fields[LeadField::ServiceNeeded].fallback = *source.defaultService;
    if (source.defaultUrgency)
        mapping->fields[LeadField::Urgency].fallback = enumName(*source.defaultUrgency);
    return mapping;
}

} // namespace pl::mapping
