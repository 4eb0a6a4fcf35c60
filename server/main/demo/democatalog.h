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
    const char *categories; ///< those of the services offered, by their first letters
};

// Everybody in here is made up: numbers are of the 555-01xx kind that nobody has, addresses end in example.com and the
// like, ZIP codes are of Austin, Texas.
std::span<const CatalogService> services();
std::span<const CatalogPlumber> plumbers();
std::span<const char *const> firstNames();
std::span<const char *const> lastNames();
std::span<const char *const> zipCodes();
std::span<const int> areaCodes();
std::span<const char *const> mailDomains();

/// A name as it stands in an e-mail address: small Latin letters alone.
QString addressPart(const char *name);

} // namespace pl::demo
