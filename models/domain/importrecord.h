#pragma once

#include "models/domain/importorder.h"

namespace pl {

enum class ImportState {
    Running, ///< rows are being written, or it stopped in the middle
    Done,
    Undoing, ///< rows are being taken back, or that stopped in the middle
    Undone
};

/// An import that somebody made: one row of `imports`. Admins and the server may see it.
struct ImportRecord
{
    QUuid id;
    ImportKind kind = ImportKind::Leads;
    QString fileName;
    int total = 0; ///< rows that were to be written
    int done = 0;  ///< that were looked at so far
    ImportState state = ImportState::Running;
    bool charges = false;
    bool tells = false;
    QString createdBy; ///< an e-mail address; empty: the server
    Timestamp createdAt;
    Timestamp updatedAt;
    qint64 version = 1;

    bool operator==(const ImportRecord &) const = default;
    static Result<ImportRecord> fromJson(const nlohmann::json &row);
    /// The columns that `fromJson` reads, for `select=`.
    static QByteArray columns();
};

template <>
inline constexpr std::array<QLatin1StringView, 4> kEnumNames<ImportState>{
    QLatin1StringView("running"), QLatin1StringView("done"), QLatin1StringView("undoing"), QLatin1StringView("undone")};

} // namespace pl
