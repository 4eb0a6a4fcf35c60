#include "server/backup/backupname.h"

#include <QRegularExpression>

namespace pl::backup {

namespace {

const QString kTimeFormat = QStringLiteral("yyyyMMdd'T'HHmmss'Z'");

} // namespace

QString BackupName::text() const
{
    return QStringLiteral("plumber-leads-%1%2.tar.gz%3")
        .arg(takenAt.toUTC().toString(kTimeFormat), part == Part::Secrets ? QStringLiteral(".secrets") : QString(),
             isEncrypted ? QStringLiteral(".age") : QString());
}

std::optional<BackupName> BackupName::parse(const QString &text)
{
    static const QRegularExpression form(
        QStringLiteral("\\Aplumber-leads-([0-9]{8}T[0-9]{6}Z)(\\.secrets)?\\.tar\\.gz(\\.age)?\\z"));
    const auto match = form.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    QDateTime takenAt = QDateTime::fromString(match.captured(1), kTimeFormat);
    takenAt.setTimeSpec(Qt::UTC);
    if (!takenAt.isValid())
        return std::nullopt;
    const Part part = match.captured(2).isEmpty() ? Part::Archive : Part::Secrets;
    return BackupName{takenAt, part, !match.captured(3).isEmpty()};
}

} // namespace pl::backup
