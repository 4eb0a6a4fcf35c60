#pragma once

#include "models/base/jsonreader.h"

namespace pl {

/// A search, filters, sorting and columns under a name: one row of `saved_views`. Everybody in the office sees their
/// own and the shared ones; admins may change shared ones of others, too.
struct SavedView
{
    static constexpr int kMaxName = 60;
    static constexpr int kMaxShortcut = 30;
    static constexpr int kMaxDefinitionBytes = 8192; ///< as the database writes it

    QUuid id;
    QString owner; ///< the e-mail address of who made it; written by the database
    QString name;
    bool shared = false;
    nlohmann::json definition = nlohmann::json::object(); ///< the window's own: filter, sorting, columns, grouping
    int position = 0;                                     ///< in the list
    std::optional<QString> shortcut;                      ///< as QKeySequence writes it portably
    std::optional<Timestamp> deletedAt;                   ///< taken out; null again puts it back
    Timestamp createdAt;
    Timestamp updatedAt;
    qint64 version = 1;

    bool operator==(const SavedView &) const = default;
    static Result<SavedView> fromJson(const nlohmann::json &row);
    /// The columns that `fromJson` reads, for `select=`.
    static QByteArray columns();
    /// The columns that people may write, without `id` and `deleted_at`.
    nlohmann::json toJson() const;
};

} // namespace pl
