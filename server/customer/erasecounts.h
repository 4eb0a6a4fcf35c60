#pragma once

#include "server/customer/datafiles.h"
#include "server/customer/personfinder.h"

namespace pl::customer {

/// What an erasing takes away, in numbers, and what stays that people should know of.
struct EraseCounts
{
    qint64 leads = 0;
    qint64 events = 0; ///< lines of history: the lines stay, their words go
    qint64 messages = 0;
    qint64 replies = 0;
    qint64 bodies = 0; ///< of what sources sent
    qint64 imports = 0;
    qint64 optOuts = 0; ///< STOP answers, which stay as hashes
    qint64 journal = 0;
    qint64 exports = 0;     ///< files in the data folder
    qint64 openCharges = 0; ///< stay, and go on
    qint64 disputes = 0;    ///< stay; what could answer them goes
    QStringList backups;    ///< in the data folder; they keep old data until they age out
    QStringList files;      ///< others that hold the person; people have to look at them

    bool operator==(const EraseCounts &) const = default;
    bool isNothing() const;
    static EraseCounts of(const FoundPerson &found, const FolderReport &folder);
    /// Of several rounds.
    void add(const EraseCounts &more);
    nlohmann::json toJson() const;
    static Result<EraseCounts> fromJson(const nlohmann::json &answer);
};

} // namespace pl::customer
