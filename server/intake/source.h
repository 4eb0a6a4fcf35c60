#pragma once

#include "models/base/jsonreader.h"
#include "models/domain/leadsource.h"
#include "models/mapping/preset.h"

#include <QByteArrayList>
#include <QHash>

namespace pl::intake {

/// A lead source and what it may do, by its kind:
///
/// - A program has a secret key ("pl_…"), which it shows in a header. It may send leads and read its own.
/// - A form on a web page has a public key ("pf_…"), which grants less: one lead at a time, by POST to the form's own
///   URL, only from pages in `origins`, and no reading of leads.
/// - A hook has a secret key ("ph_…") in its address, or proves itself otherwise (HookAuthentication). It may only add,
///   at its address, and whatever it sends is kept.
struct Source
{
    using Kind = SourceKey::Kind;

    QUuid id;
    QString name;
    Kind kind = Kind::Program;
    QByteArrayList origins = {}; ///< of a form's pages, as webOrigin() returns them
    int perMinute = 0;           ///< leads; 0: any number
    int perDay = 0;              ///< leads; 0: any number

    // Of a hook.
    QList<mapping::Authentication> authentications = {}; ///< beside its key: an HMAC, the key in a field of the body
    QByteArray hmacSecret = {};
    int answerStatus = 200;

    /// When the key that led here ends, if it is the one before the source's present key.
    std::optional<Timestamp> until = {};

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

/// The active sources by their keys' SHA-256. A source whose key was changed is also there by the key before, with
/// `until`.
using SourcesByHash = QHash<QByteArray, Source>;

/// From rows of `lead_sources` (those of `kSourceColumns`), the rules' rows of `settings` (`key,value`), and rows of
/// `source_secrets` (those of `kSecretColumns`), the newest first.
Result<SourcesByHash> sourcesOf(const nlohmann::json &rows, const nlohmann::json &rules, const nlohmann::json &secrets);
inline constexpr const char *kSourceColumns =
    "id,name,kind,key_hash,key_prefix,daily_cap,preset,authentication,answer_status,old_key_hash,old_key_until";
inline constexpr const char *kSecretColumns = "source_id,secret";

} // namespace pl::intake
