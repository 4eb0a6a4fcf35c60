#pragma once

#include <QString>

#include <span>

namespace pl::demo {

struct CatalogService
{
    const char *name;
    const char *category;
    int priceCents;
    const char *complaint; ///< what a customer writes
};

struct CatalogPlumber
{
    const char *firstName;
    const char *lastName;
    const char *zip;
    int areaCode;
    const char *categories; ///< of the services offered, by first letters
};

/// A customer whose name isn't written in Latin letters.
struct CatalogName
{
    const char *first;
    const char *last;
    const char *address; ///< the same in an e-mail address
};

// All people here are made up: phone numbers are of the reserved kind 555-01xx, e-mail addresses end in example.com and
// the like, and ZIP codes are in Austin, Texas.
std::span<const CatalogService> services();
std::span<const CatalogPlumber> plumbers();
std::span<const char *const> firstNames();
std::span<const char *const> lastNames();
std::span<const CatalogName> worldNames();
std::span<const char *const> zipCodes();
std::span<const int> areaCodes();
std::span<const char *const> mailDomains();

/// A name as part of an e-mail address: only lowercase Latin letters.
QString addressPart(const char *name);

} // namespace pl::demo
