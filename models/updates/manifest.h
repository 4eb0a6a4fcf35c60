#pragma once

#include "models/base/result.h"
#include "models/base/timestamp.h"

#include <QByteArray>
#include <QDate>
#include <QList>
#include <QString>
#include <QUrl>
#include <QVersionNumber>

namespace pl::updates {

/// A package of a version.
struct Package
{
    QString system; ///< "linux", "macos", "windows"
    QString name;   ///< of the file
    QUrl url;
    QString sha256; ///< 64 lower-case hexadecimal digits
    bool operator==(const Package &) const = default;
};

/// News about the newest version, as packaging/release/sign-manifest writes them. A plain value.
struct Manifest
{
    QVersionNumber version; ///< three numbers
    QDate date;             ///< when it was released
    Timestamp signedAt;     ///< of two manifests of one version, the later counts
    Timestamp expiresAt;    ///< later, somebody may be holding back newer news
    QString notes;          ///< what is new: lines of plain text
    QUrl page;              ///< where people download it
    QList<Package> packages;

    /// Reads a text whose signature was checked. Protocol if it isn't about this program, or has anything that no
    /// manifest has: wrong types, addresses that aren't https, texts beyond their length. Invisible characters and
    /// control characters are taken out of the notes; unknown fields are ignored, so that later versions can say more.
    static Result<Manifest> parse(const QByteArray &text);

    /// Whether it is news after `seen`: nobody can take the window back to an older version or older news of it.
    bool isAtLeast(const Manifest &seen) const;
    QList<Package> packagesFor(const QString &system) const;
};

/// This computer's, as Package::system has it.
QString thisSystem();

} // namespace pl::updates
