#pragma once

#include "tests/support/faketransport.h"

namespace pl::test {

/// A row of `notifications` as the triggers write it: to plumber 1 about lead `number`, by e-mail, with `changes`.
inline nlohmann::json messageRow(int number, const nlohmann::json &changes = nlohmann::json::object())
{
    const QString digits = QString::number(number).rightJustified(12, QLatin1Char('0'));
    const std::string at = Timestamp{1'794'960'000'000'000 + number * qint64(60'000'000)}.toString().toStdString();
    nlohmann::json row{{"id", "70000000-0000-4000-8000-" + digits.toStdString()},
                       {"lead_id", FakeTransport::leadId(number)},
                       {"plumber_id", FakeTransport::plumberId(1)},
                       {"channel", "email"},
                       {"template", "lead_assigned"},
                       {"recipient", "p1@pipes.test"},
                       {"status", "pending"},
                       {"attempts", 0},
                       {"next_attempt_at", at},
                       {"error", nullptr},
                       {"created_at", at},
                       {"updated_at", at},
                       {"version", 1}};
    row.update(changes);
    return row;
}

} // namespace pl::test
