#pragma once

#include "models/supabase/restclient.h"

#include <QHash>

namespace pl::supabase {

/// When a plumber is charged: the text "accepted", or at once.
inline constexpr QLatin1StringView kChargeWhen{"charge_when"};
/// Where plumbers reach the server's pages, a text; an empty one: only this machine does.
inline constexpr QLatin1StringView kPublicUrl{"public_url"};

/// A row of `settings` as it was read.
struct Setting
{
    QString key;
    nlohmann::json value;
    qint64 version = 0; ///< 0: there is no such row
    std::optional<Timestamp> writtenAt = {};

    bool exists() const { return version > 0; }
    static Result<Setting> fromJson(const nlohmann::json &row);
};

/// The table `settings`, in which the office and its servers keep one JSON value a key. A value for the client's
/// thread; every call finishes exactly once, with the client's Errors, and may outlive the store but not the client.
///
/// The office's own rules are read as rows, `[{"key":…,"value":…}]`, which OfficeSettings::fromJson understands.
class SettingsStore
{
public:
    /// `client` must outlive every call.
    explicit SettingsStore(RestClient &client) : m_client(client) {}

    /// The value of `key`; null when there is none.
    QFuture<Result<nlohmann::json>> value(const QString &key) const;
    /// The row to write over; when there is none, one that does not exist.
    QFuture<Result<Setting>> read(const QString &key) const;
    /// Several at once; those that are not there are not in the answer.
    QFuture<Result<QHash<QString, Setting>>> read(const QStringList &keys) const;
    /// The versions of those that are there: to ask first where a value is long and seldom changes.
    QFuture<Result<QHash<QString, qint64>>> versions(const QStringList &keys) const;
    /// `[{"key":…,"value":…}]` of all keys that begin with `prefix`.
    QFuture<Result<nlohmann::json>> rowsOf(const QString &prefix) const;
    /// The rows that OfficeSettings reads, with their versions. Servers keep others there, some of which are long and
    /// change often.
    QFuture<Result<nlohmann::json>> officeRows() const { return m_client.selectJson(officeQuery("key,value,version")); }
    static Query officeQuery(const QByteArray &columns);
    /// Whether the table can be read.
    QFuture<Result<>> check() const;

    /// What kChargeWhen says.
    QFuture<Result<bool>> chargesWhenAccepted() const;
    static bool isWhenAccepted(const nlohmann::json &chargeWhen) { return chargeWhen == "accepted"; }
    /// What kPublicUrl says; empty when it says nothing.
    QFuture<Result<QString>> publicUrl() const;

    /// Writes the value, whether there is one or not. When somebody else makes the row at the same moment, theirs
    /// stays.
    QFuture<Result<>> put(const QString &key, const nlohmann::json &value) const;
    /// Makes the row. Outdated when there is one.
    QFuture<Result<>> add(const QString &key, const nlohmann::json &value) const;
    /// Writes over the row as it was seen and answers what it is now. Outdated when somebody was faster, there is no
    /// such row, or the caller may not write it.
    QFuture<Result<Setting>> replace(const Setting &seen, const nlohmann::json &value) const;

private:
    RestClient &m_client;
};

} // namespace pl::supabase
