#pragma once

#include "models/base/jsonreader.h"

namespace pl::replica {

/// What a source may do, beyond its columns: the row `source_rules.<id>` of `settings`. Servers go by it.
struct SourceRules
{
    static constexpr const char *kPrefix = "source_rules.";

    QStringList origins; ///< of the pages that a form is on, as pageOrigin() gives them
    int perMinute = 0;   ///< leads; 0: any number

    bool operator==(const SourceRules &) const = default;

    static QString keyOf(const QUuid &source);
    /// Ignores what it doesn't understand.
    static SourceRules fromJson(const nlohmann::json &value);
    /// Written over the row's value `before`, of which it keeps what it doesn't know.
    nlohmann::json toJson(const nlohmann::json &before = nullptr) const;
};

/// "https://www.example.com" for what a person types to name a page's site: with or without a scheme (https is meant
/// then), with or without a path. Empty for what is no site of http or https.
std::optional<QString> pageOrigin(const QString &typed);

} // namespace pl::replica
