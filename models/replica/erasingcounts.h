#pragma once

#include "models/base/jsonreader.h"

namespace pl::replica {

/// What erasing a person takes, or has taken, as the server counts it.
struct ErasingCounts
{
    qint64 leads = 0;
    qint64 events = 0;   ///< lines of the history that lose their words
    qint64 messages = 0; ///< … to plumbers and to the person
    qint64 replies = 0;
    qint64 bodies = 0;  ///< what sources sent
    qint64 imports = 0; ///< what rows were before an import
    qint64 optOuts = 0; ///< they keep counting, by hash
    qint64 journal = 0; ///< entries of the server's journal
    qint64 exports = 0; ///< files in the server's folder
    qint64 openCharges = 0;
    qint64 disputes = 0;
    QStringList backups; ///< they hold the person until they age out
    QStringList files;   ///< others that do; people have to look at them

    bool operator==(const ErasingCounts &) const = default;
    static Result<ErasingCounts> fromJson(const nlohmann::json &answer);
};

/// One entry of a server's journal that has not reached the store, or was set aside.
struct WaitingEntry
{
    QString kind;
    QString state;
    std::optional<Timestamp> receivedAt;
    QString source;
    bool operator==(const WaitingEntry &) const = default;
};

/// What a server still holds of a person that is no lead yet.
struct WaitingCounts
{
    QList<WaitingEntry> journal;
    qint64 bodies = 0; ///< in To sort

    bool operator==(const WaitingCounts &) const = default;
    static Result<WaitingCounts> fromJson(const nlohmann::json &answer);
};

} // namespace pl::replica
