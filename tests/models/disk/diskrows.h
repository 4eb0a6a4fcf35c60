#pragma once

#include "models/disk/replicareader.h"
#include "tests/support/faketransport.h"

namespace pl::test {

/// Rows for tests of the copy on disk.
inline Lead diskLead(int number, qint64 version = 1, const std::string &first = "Ann")
{
    nlohmann::json row = FakeTransport::lead(number, first, "Lee");
    row["version"] = version;
    return Lead::fromJson(row).value();
}

/// One with something in each column.
inline nlohmann::json fullLead(int number)
{
    nlohmann::json row = FakeTransport::lead(number, "Zoë", "O\u2019Hara \"Z\"");
    const std::string at = "2026-11-20T12:00:00.123456+00:00";
    const std::string id = FakeTransport::plumberId(7);
    row.update(
        {{"urgency", "month"},      {"status", "completed"},   {"assigned_plumber_id", id}, {"zip_code", "78701"},
         {"description", ""},       {"source_id", id},         {"external_id", "x-1"},      {"duplicate_of", id},
         {"closed_reason", "lost"}, {"erased_at", nullptr},    {"assigned_at", at},         {"accepted_at", at},
         {"completed_at", at},      {"version", 12},           {"attention", "returned"},   {"street", "1 Main St"},
         {"city", "Austin"},        {"state", "TX"},           {"phone_extension", "12"},   {"source_cost_cents", 1250},
         {"is_test", true},         {"has_real_phone", false}, {"import_id", id},           {"withdrawn_at", nullptr}});
    row["answers"] = {{"What is wrong?", "It \u201cleaks\u201d"}, {"n", {1, 2}}};
    row["origin"] = {{"utm_source", "google"}};
    return row;
}

inline disk::FileKey diskKey(const QString &role = QStringLiteral("admin"))
{
    return {QStringLiteral("https://office.test"), QUuid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), role};
}

} // namespace pl::test
