#pragma once

#include "models/base/enumnames.h"
#include "models/base/result.h"
#include "models/base/timestamp.h"

#include <QByteArray>
#include <QList>
#include <QMap>

#include <nlohmann/json.hpp>

namespace pl::backup {

/// What an archive is about: everything; everything but the secrets; the secrets that were left out of another one.
enum class Content { All, Data, Secrets };
/// Where the office's rows are: in the data folder; in a Supabase project whose database was dumped; in one that
/// somebody else backs up.
enum class Store { Embedded, Hosted, Elsewhere };

/// A file of an archive.
struct Member
{
    QString name;
    qint64 size = 0;
    QByteArray sha256; ///< in hex

    bool operator==(const Member &) const = default;
};

using RowCounts = QMap<QString, qint64>;

/// What is in a backup: the archive's first file, so that whoever reads it knows what has to follow. No customer's
/// data.
struct Manifest
{
    static constexpr int kFormat = 1;
    static constexpr const char *kFileName = "manifest.json";

    QString version; ///< of the program
    Content content = Content::All;
    Store store = Store::Embedded;
    Timestamp takenAt;        ///< what was acknowledged before is in it
    qint64 journalSchema = 0; ///< the versions of the tables
    qint64 storeSchema = 0;   ///< of a hosted database: the newest migration's number
    RowCounts journalRows = {};
    RowCounts storeRows = {};
    QList<Member> members = {};

    bool operator==(const Manifest &) const = default;
    nlohmann::json toJson() const;
    /// InvalidInput for what this program didn't write: another format, a file that no backup holds or that is there
    /// twice, a size below zero, a hash that is none.
    static Result<Manifest> fromJson(const nlohmann::json &object);

    const Member *find(const QString &name) const;
    qint64 bytes() const;
};

/// Whether a backup may hold a file of this name, and whether that is a secret.
bool isMemberName(const QString &name);
bool isSecretMember(const QString &name);

inline constexpr const char *kJournalFile = "journal.sqlite";
inline constexpr const char *kStoreFile = "supabase.db";
inline constexpr const char *kDumpFile = "database.dump"; ///< of a hosted database, by pg_dump
inline constexpr const char *kSettingsFile = "settings.env";
inline constexpr const char *kSecretSettingsFile = "secret-settings.env";
/// Of the data folder, as they are. Without them people sign in again and links that were sent end.
inline constexpr const char *kJwtSecretFile = "jwt-secret";
inline constexpr const char *kLinkSecretFile = "link-secret";
inline constexpr const char *kSourceKeysFile = "source-keys.json";
inline constexpr const char *kSourceRatesFile = "source-rates.json";

} // namespace pl::backup

namespace pl {

template <>
inline constexpr std::array<QLatin1StringView, 3> kEnumNames<backup::Content>{
    QLatin1StringView("all"), QLatin1StringView("data"), QLatin1StringView("secrets")};
template <>
inline constexpr std::array<QLatin1StringView, 3> kEnumNames<backup::Store>{
    QLatin1StringView("embedded"), QLatin1StringView("hosted"), QLatin1StringView("elsewhere")};

} // namespace pl
