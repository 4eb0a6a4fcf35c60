#include "ui/office/files.h"

#include "models/exporting/outputfile.h"

#include <QFile>

namespace pl::ui {

Result<> saveFile(const QString &path, const QByteArray &data)
{
    exporting::OutputFile file(path);
    return file.open().andThen([&](Done) { return file.write(data); }).andThen([&](Done) { return file.commit(); });
}

Result<QByteArray> readFile(const QString &path, qint64 most)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::InvalidInput, file.errorString()};
    const QByteArray data = file.read(most);
    if (file.error() != QFileDevice::NoError)
        return Error{ErrorCode::InvalidInput, file.errorString()};
    return data;
}

QString fileNamePart(const QString &words)
{
    QString name;
    for (const QChar c : words)
        name += c.isLetterOrNumber() || c == u' ' || c == u'-' ? c : QChar(u'_');
    return name.trimmed();
}

} // namespace pl::ui
