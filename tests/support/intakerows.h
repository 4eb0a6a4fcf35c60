#pragma once

#include "models/domain/intakeitem.h"
#include "tests/support/faketransport.h"

namespace pl::test {

/// A row of `intake_items` that waits, of source 1, with `changes`; a later `number` came later.
inline nlohmann::json intakeRow(int number, const nlohmann::json &changes = nlohmann::json::object())
{
    const QString digits = QString::number(number).rightJustified(12, QLatin1Char('0'));
    const std::string at = Timestamp{1'794'960'000'000'000 + number * qint64(60'000'000)}.toString().toStdString();
    nlohmann::json row{{"id", "80000000-0000-4000-8000-" + digits.toStdString()},
                       {"source_id", "50000000-0000-4000-8000-000000000001"},
                       {"received_at", at},
                       {"cause", "unmapped"},
                       {"reason", "No phone number and no e-mail address."},
                       {"content_type", "application/json"},
                       {"body", "{}"},
                       {"body_encoding", "text"},
                       {"status", "waiting"},
                       {"is_test", false},
                       {"lead_id", nullptr},
                       {"note", nullptr},
                       {"settled_at", nullptr},
                       {"settled_by", nullptr},
                       {"erased_at", nullptr},
                       {"created_at", at},
                       {"updated_at", at},
                       {"version", 1}};
    row.update(changes);
    return row;
}

/// A hook without a mapping of its own.
inline nlohmann::json hookRow(int number, const nlohmann::json &changes = nlohmann::json::object())
{
    const QString digits = QString::number(number).rightJustified(12, QLatin1Char('0'));
    const std::string at = Timestamp{1'794'950'000'000'000}.toString().toStdString();
    nlohmann::json row{{"id", "50000000-0000-4000-8000-" + digits.toStdString()},
                       {"name", "Source " + std::to_string(number)},
                       {"kind", "hook"},
                       {"key_prefix", "ph_abcdef"},
                       {"preset", nullptr},
                       {"mapping", nullptr},
                       {"default_service", nullptr},
                       {"default_urgency", nullptr},
                       {"authentication", nullptr},
                       {"answer_status", 200},
                       {"cost_cents", 0},
                       {"daily_cap", nullptr},
                       {"active", true},
                       {"old_key_until", nullptr},
                       {"created_at", at},
                       {"updated_at", at},
                       {"version", 1}};
    row.update(changes);
    return row;
}

} // namespace pl::test
