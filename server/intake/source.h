#pragma once

#include "models/base/jsonreader.h"

#include <QByteArrayList>
#include <QHash>

namespace pl::intake {

/// A lead source and what it may do.
///
/// A source is either a program with a secret key ("pl_…") or a form on a web page with a public key ("pf_…"), which
/// grants less: one lead at a time, by POST to the form's own URL, only from pages in `origins`, and no reading of
/// leads.
struct Source
{
    QUuid id;
    QString name;
    bool isForm = false;
    QByteArrayList origins = {}; ///< of a form's pages, as webOrigin() returns them
    int perMinute = 0;           ///< leads; 0: any number
    int perDay = 0;              ///< leads; 0: any number
    bool operator==(const Source &) const = default;

    static Result<Source> fromJson(const nlohmann::json &object);
    nlohmann::json toJson() const;
};

/// A source's settings beyond its columns. Kept in the table `settings`, one row per source, so that the documented
/// tables stay unchanged. The office may read them; admins and the server may write them.
struct SourceRules
{
    QByteArrayList origins = {};
    int perMinute = 0;

    bool operator==(const SourceRules &) const = default;

    static SourceRules fromJson(const nlohmann::json &value); ///< ignores what it doesn't understand
    nlohmann::json toJson() const;

    static constexpr const char *kPrefix = "source_rules.";
    static QString keyOf(const QUuid &source);
};

/// The active sources by their keys' SHA-256.
using SourcesByHash = QHash<QByteArray, Source>;

/// From rows of `lead_sources` (those of `kSourceColumns`) and the rules' rows of `settings` (`key,value`).
Result<SourcesByHash> sourcesOf(const nlohmann::json &rows, const nlohmann::json &rules);
inline constexpr const char *kSourceColumns = "id,name,key_hash,key_prefix,daily_cap";

} // namespace pl::intake
