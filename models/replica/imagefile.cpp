#include "models/replica/imagefile.h"

#include "models/columns/engineimage.h"
#include "models/replica/leadrowmaker.h"

#include <QFile>
#include <QFileInfo>
#include <QStorageInfo>

namespace pl::replica {
namespace {

using disk::ReplicaReader;

Error noImage()
{
    return {ErrorCode::NotFound, QStringLiteral("There is no image of the leads' columns.")};
}

/// How many leads had changed.
Result<qint64> catchUp(ReplicaReader &reader, columns::LeadEngine &engine)
{
    const auto changed = reader.changedLeads();
    if (!changed || *changed > static_cast<qint64>(engine.columns.size() / 4))
        return noImage();
    LeadRowMaker maker;
    columns::LeadRow row;
    const auto read = reader.readChangedLeads([&](const sqlite::SqliteStatement &from) {
        maker.read(from, row);
        maker.isWithdrawn(from) ? engine.columns.erase(row.id) : engine.columns.upsert(row);
    });
    if (!read)
        return read.error();
    while (engine.columns.compact()) {
    }
    engine.orders.prepare();
    engine.tally.counts({});
    return changed;
}

std::shared_ptr<columns::LeadEngine> engineFrom(const QString &path, const QByteArray &token)
{
    QFile file(path);
    return file.open(QFile::ReadOnly | QFile::Unbuffered) ? columns::readEngine(file, token) : nullptr;
}

bool hasRoom(const QString &path, const columns::LeadEngine &engine)
{
    const qint64 room = QStorageInfo(QFileInfo(path).path()).bytesAvailable();
    return room < 0 || room / 4 > static_cast<qint64>(engine.columns.bytes());
}

bool writeTo(QFile &file, const QByteArray &token, columns::LeadEngine &engine)
{
    return file.open(QFile::WriteOnly | QFile::NewOnly | QFile::Unbuffered) &&
           file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) && columns::writeEngine(file, engine, token);
}

} // namespace

Result<ImagedEngine> readImage(const CopyPlace &place, const EngineNames &names)
{
    const auto reader = ReplicaReader::open(place.path, place.key);
    if (!reader)
        return reader.error();
    const auto token = (*reader)->imageToken();
    if (!token || token->isEmpty())
        return noImage();
    const auto engine = engineFrom(ReplicaReader::imageOf(place.path), *token);
    if (!engine)
        return noImage();
    const auto changed = catchUp(**reader, *engine);
    if (!changed)
        return changed.error();
    // Somebody may have erased a customer meanwhile; from then on, changes aren't noted any more.
    const auto after = (*reader)->imageToken();
    if (!after || *after != *token)
        return noImage();
    names.tell(engine->columns);
    return ImagedEngine{engine, *changed};
}

bool writeImage(const CopyPlace &place, const QByteArray &token, columns::LeadEngine &engine,
                const std::function<bool()> &goOn)
{
    QFile file(ReplicaReader::newImageOf(place.path));
    if (file.exists() && !file.remove())
        return false;
    bool isWritten = goOn() && hasRoom(place.path, engine) && writeTo(file, token, engine);
    file.close();
    isWritten = isWritten && goOn(); // whoever stops it may have removed the copy
    if (!isWritten)
        (void)file.remove();
    return isWritten;
}

} // namespace pl::replica
