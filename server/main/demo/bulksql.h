#pragma once

#include <array>

namespace pl::demo {

// BulkFiller's SQL. Times are microseconds since 1970.

/// The catalog and the step in hand, in memory.
inline constexpr std::array kBulkTables = {
    "create temp table demo_first (k integer primary key, name text, address text)",
    "create temp table demo_last (k integer primary key, name text, address text)",
    "create temp table demo_zip (k integer primary key, zip text)",
    "create temp table demo_area (k integer primary key, code integer)",
    "create temp table demo_domain (k integer primary key, name text)",
    "create temp table demo_service (k integer primary key, name text, complaint text, is_urgent integer, "
    "offers integer not null default 0)",
    "create temp table demo_offer (service integer, i integer, plumber text, primary key (service, i)) without rowid",
    "create temp table demo_size (first, last, zip, area, domain, service, now)",
    "create temp table demo_dice (n integer primary key, created integer, a integer, b integer, c integer)",
    "create temp table demo_lead (n integer primary key, id text, tail text, first_name text, last_name text, "
    "email text, phone text, zip text, service text, description text, urgency text, plumber text, outcome integer, "
    "created integer, assigned integer, accepted integer, completed integer, reason text, cents integer)",
};

/// Which plumbers offer each service, counted from 0; how many these are; how much of everything there is, and the
/// time (?).
extern const std::array<const char *, 3> kBulkCounts;
/// Times and random numbers of the leads after the first ? up to ?, from the time ? on, ? microseconds apart.
extern const char *const kBulkDice;
/// The leads of demo_dice, with all that became of them.
extern const char *const kBulkLeads;
/// Rows of the office's tables from demo_lead, each table after those that it refers to.
extern const std::array<const char *, 9> kBulkRows;

} // namespace pl::demo
