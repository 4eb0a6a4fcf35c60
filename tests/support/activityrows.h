#pragma once

#include "tests/support/faketransport.h"

namespace pl::test {

/// A row of `activity` as a trigger writes it, about nothing unless `changes` says so.
inline nlohmann::json activityRow(int number, const char *kind, const std::string &at,
                                  const nlohmann::json &changes = nlohmann::json::object())
{
    nlohmann::json row{{"id", number},       {"at", at},
                       {"kind", kind},       {"actor", "ada@office.test"},
                       {"lead_id", nullptr}, {"plumber_id", nullptr},
                       {"subject", nullptr}, {"detail", nullptr}};
    row.update(changes);
    return row;
}

/// A row of `lead_events` about lead 1.
inline nlohmann::json leadEventRow(int number, const char *kind, const std::string &at,
                                   const nlohmann::json &changes = nlohmann::json::object())
{
    nlohmann::json row{{"id", number},
                       {"at", at},
                       {"kind", kind},
                       {"actor", "sam@office.test"},
                       {"lead_id", FakeTransport::leadId(1)},
                       {"plumber_id", nullptr},
                       {"note", nullptr},
                       {"detail", nullptr}};
    row.update(changes);
    return row;
}

} // namespace pl::test
