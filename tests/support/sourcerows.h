#pragma once

#include "models/base/timestamp.h"
#include "tests/support/faketransport.h"

#include <QUuid>

namespace pl::test {

// Rows about sources as the store has them, complete and valid.

inline QUuid sourceId(int number)
{
    return QUuid::fromString(QStringLiteral("40000000-0000-4000-8000-%1").arg(number, 12, 10, QLatin1Char('0')));
}

inline std::string sourceIdText(int number)
{
    return sourceId(number).toString(QUuid::WithoutBraces).toStdString();
}

/// `kind` is "program", "form" or "hook"; a hook's preset is Google Ads'.
inline nlohmann::json sourceRow(int number, const std::string &name, const std::string &kind)
{
    const std::string at = Timestamp{1'794'700'000'000'000}.toString().toStdString();
    const bool isHook = kind == "hook";
    nlohmann::json row{{"id", sourceIdText(number)},
                       {"name", name},
                       {"kind", kind},
                       {"key_prefix", isHook           ? "ph_abcdef"
                                      : kind == "form" ? "pf_abcdef"
                                                       : "pl_abcdef"},
                       {"key_hash", "hash of the first key"},
                       {"preset", isHook ? nlohmann::json("google-ads") : nlohmann::json()},
                       {"answer_status", 200},
                       {"cost_cents", 0},
                       {"active", true},
                       {"created_at", at},
                       {"updated_at", at},
                       {"version", 1}};
    for (const char *column :
         {"mapping", "default_service", "default_urgency", "authentication", "daily_cap", "old_key_until"})
        row[column] = nullptr;
    return row;
}

/// What a source sent and what waits for somebody.
inline nlohmann::json intakeRow(const std::string &id, int source, const std::string &status)
{
    const std::string at = Timestamp{1'794'950'000'000'000}.toString().toStdString();
    nlohmann::json row{{"id", id},
                       {"source_id", sourceIdText(source)},
                       {"received_at", at},
                       {"cause", "unmapped"},
                       {"reason", "No name and no way to reach anybody."},
                       {"content_type", "application/json"},
                       {"status", status},
                       {"is_test", false},
                       {"updated_at", at},
                       {"version", 1}};
    for (const char *column : {"lead_id", "note", "settled_at", "settled_by", "erased_at"})
        row[column] = nullptr;
    return row;
}

/// A row of `settings` about a source: "source_rules.", "source_used." or "source_silence." in front of its id.
inline nlohmann::json sourceSetting(const std::string &prefix, int source, const nlohmann::json &value)
{
    return {{"key", prefix + sourceIdText(source)}, {"value", value}, {"version", 1}};
}

} // namespace pl::test
