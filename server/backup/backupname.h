#pragma once

#include <QDateTime>
#include <QString>

#include <optional>

namespace pl::backup {

/// The name of a backup's file: when it was taken, and what kind of file it is. Sorted by name, backups are sorted by
/// age. Nothing else is ever deleted.
struct BackupName
{
    enum class Part {
        Archive, ///< plumber-leads-20261130T023000Z.tar.gz, or ….tar.gz.age
        Secrets  ///< plumber-leads-20261130T023000Z.secrets.tar.gz: what goes into no archive that anyone can read
    };

    QDateTime takenAt; ///< UTC, whole seconds
    Part part = Part::Archive;
    bool isEncrypted = false;

    QString text() const;
    /// Empty for a name that this program didn't make.
    static std::optional<BackupName> parse(const QString &text);
};

} // namespace pl::backup
