#pragma once

#include "models/base/timestamp.h"
#include "models/domain/sourcekey.h"

#include <QUuid>

#include <nlohmann/json.hpp>

namespace pl::demo {

// The hooks of a sample office and the leads that came over them, as rows for the store; the same rows each time, but
// for their times and keys. All people here are made up, as in democatalog.h.

/// The id of the row that is called so.
QUuid sampleId(const char *name);
inline constexpr const char *kGoogleHook = "google";
inline constexpr const char *kThumbtackHook = "thumbtack";

/// A hook for Google Ads and one for Thumbtack: rows of `lead_sources`.
nlohmann::json hookRows(const SourceKey &google, const SourceKey &thumbtack);

/// New leads: some with an address, answers, and an origin; a test; one with a number that nobody can have; one without
/// a phone number, from the website's form.
nlohmann::json hookLeadRows(Timestamp now, const QUuid &website);

} // namespace pl::demo
