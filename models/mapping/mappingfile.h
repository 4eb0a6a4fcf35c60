#pragma once

#include "models/domain/leadsource.h"

namespace pl::mapping {

// A source's mapping as a file that people may change. Pure values.

constexpr qint64 kMaxMappingBytes = 1024 * 1024;

/// What the source's bodies are read by now, its own mapping or its preset's, as indented JSON; without the source's
/// defaults, so that saving it and loading it changes nothing.
QByteArray mappingText(const LeadSource &source);
/// As the column `lead_sources.mapping` has it. InvalidInput for a text over kMaxMappingBytes and for what is no
/// mapping; then each wrong field is named, such as "fields.email[1]".
Result<nlohmann::json> mappingFromText(const QByteArray &text);

} // namespace pl::mapping
