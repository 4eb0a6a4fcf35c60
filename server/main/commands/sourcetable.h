#pragma once

#include <nlohmann/json.hpp>

#include <QByteArray>

namespace pl {

/// What `source list` shows: rows of `lead_sources` with what `settings` says about each (its rules, when its key was
/// last used, whether it has fallen silent), and how many items of `waiting` (rows of `intake_items`) it has sent, as
/// JSON …
nlohmann::json sourceList(const nlohmann::json &sources, const nlohmann::json &settings, const nlohmann::json &waiting);
/// … and for people.
QByteArray sourceTable(const nlohmann::json &list);

} // namespace pl
