#pragma once

#include "models/domain/customerkey.h"

#include <CLI/CLI.hpp>

namespace pl {

/// --phone, --email and, where it is enough to find somebody, --name.
struct PersonOptions
{
    QString phone;
    QString email;
    QString name;

    void describe(CLI::App &app, bool withName);
    /// Nothing was given that says who it is.
    bool isEmpty() const { return phone.isEmpty() && email.isEmpty() && name.isEmpty(); }
    /// Number and address as the store has them; a usageError if one isn't one. Empty with a name alone.
    Result<CustomerKey> key() const;
};

} // namespace pl
