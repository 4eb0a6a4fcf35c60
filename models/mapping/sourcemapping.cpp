#include "models/mapping/sourcemapping.h"

namespace pl::mapping {

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
    if (source.defaultService)
        mapping->fields[LeadField::ServiceNeeded].fallback = *source.defaultService;
    if (source.defaultUrgency)
        mapping->fields[LeadField::Urgency].fallback = enumName(*source.defaultUrgency);
    return mapping;
}

} // namespace pl::mapping
