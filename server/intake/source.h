#pragma once

#include "models/base/jsonreader.h"

#include <QByteArrayList>
#include <QHash>

namespace pl::intake {

/// A lead source whose key was shown, and what it may do.
///
/// A source is either a program, whose key is a secret ("pl_…"), or a form on a web page, whose key stands in the page
/// for all to read ("pf_…") and so gives fewer rights: one lead at a time, by POST to the form's own address, from
/// pages of `origins` alone, and no look at what became of it.
struct Source
{
    QUuid id;
    QString name;
    bool isForm = false;
    QByteArrayList origins = {}; ///< of a form's pages, as webOrigin() writes them
    int perMinute = 0;           ///< leads; 0: any number
    int perDay = 0;              ///< leads; 0: any number
    bool operator==(const Source &) const = default;

    static Result<Source> fromJson(const nlohmann::json &object);
    nlohmann::json toJson() const;
};

/// What the office has set for a source beyond its columns. Kept in the table `settings`, one row a source, so that the
/// documented tables stay as they are: the office reads it, admins and the server write it.
struct SourceRules
{
    QByteArrayList origins = {};
    int perMinute = 0;

    bool operator==(const SourceRules &) const = default;

    static SourceRules fromJson(const nlohmann::json &value); ///< what is not understood is left out
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
