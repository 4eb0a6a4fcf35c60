#pragma once

#include <array>

namespace pl::demo {

// BulkFiller's SQL. Times are microseconds since 1970.

/// The catalog and the current step, in memory.
inline constexpr std::array kBulkTables = {
    "create temp table demo_first (k integer primary key, name text, address text)",
    "create temp table demo_last (k integer primary key, name text, address text)",
    "create temp table demo_world (k integer primary key, first text, last text, address text)",
    "create temp table demo_zip (k integer primary key, zip text)",
    "create temp table demo_area (k integer primary key, code integer)",
    "create temp table demo_domain (k integer primary key, name text)",
    "create temp table demo_service (k integer primary key, name text, complaint text, is_urgent integer, "
    "offers integer not null default 0)",
    "create temp table demo_offer (service integer, i integer, plumber text, primary key (service, i)) without rowid",
    "create temp table demo_size (first, last, zip, area, domain, service, world, now)",
    "create temp table demo_dice (n integer primary key, created integer, a integer, b integer, c integer)",
    "create temp table demo_lead (n integer primary key, id text, tail text, first_name text, last_name text, "
    "email text, phone text, zip text, service text, description text, urgency text, plumber text, outcome integer, "
    "created integer, assigned integer, accepted integer, completed integer, reason text, cents integer)",
};

/// Which plumbers offer each service, numbered from 0; how many they are; how many rows each table has, and the time
/// (?).
extern const std::array<const char *, 3> kBulkCounts;
/// Times and random numbers for the leads after number ? up to number ?, starting at the time ?, ? microseconds apart.
/// demo_random(lead, which) is BulkFiller's function: a number from 0 on, the same for the same seed.
extern const char *const kBulkDice;
/// The leads of demo_dice, with everything that happened to them.
extern const char *const kBulkLeads;
/// Rows of the office's tables from demo_lead, each table after those it refers to; BulkHistory writes the others.
extern const std::array<const char *, 5> kBulkRows;

} // namespace pl::demo
