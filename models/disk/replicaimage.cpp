// The image of the leads' columns that may stand beside the file, as far as the file knows of it.

#include "models/disk/replicafile.h"

#include <QFile>

namespace pl::disk {
namespace {

/// The token of the image that may be used.
const QByteArray kImage = "image";
/// Of the one that is being made.
const QByteArray kImageComing = "image coming";

/// What is written from now on is noted, whoever writes it. In the file, because others may have it open. Not by "or
/// ignore": the statement that fires a trigger has its own word on conflicts, which counts there, too.
constexpr char kFollow[] =
    "create table if not exists changed_leads (place integer primary key);"
    "delete from changed_leads;"
    "create trigger if not exists lead_added after insert on leads begin insert into changed_leads"
    " select new.place where new.place not in (select place from changed_leads); end;"
    "create trigger if not exists lead_changed after update on leads begin insert into changed_leads"
    " select new.place where new.place not in (select place from changed_leads); end;";
constexpr char kUnfollow[] = "drop trigger if exists lead_added; drop trigger if exists lead_changed;"
                             "drop table if exists changed_leads;";

/// False where the system keeps a file that somebody has open.
bool isGone(const QString &path)
{
    return !QFile::exists(path) || QFile::remove(path);
}

} // namespace

Result<QByteArray> ReplicaReader::imageToken()
{
    return note(kImage);
}

Result<qint64> ReplicaReader::changedLeads()
{
    return number("select count(*) from changed_leads");
}

Result<QByteArray> ReplicaFile::beginImage()
{
    const QByteArray token = QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
    if (const auto begun = begin(); !begun)
        return begun.error();
    Result<> written = forgetImage();
    if (written)
        written = m_db.run(kFollow);
    if (written)
        written = keep({{kImageComing, token}});
    const auto ended = end(written);
    return ended ? Result<QByteArray>(token) : Result<QByteArray>(ended.error());
}

/// Nobody erases anything between the look at the token and the new one.
Result<bool> ReplicaFile::adoptImage(const QString &path, const QByteArray &token)
{
    if (const auto begun = begin(); !begun)
        return begun.error();
    const auto coming = note(kImageComing);
    const bool isRight = coming && *coming == token && isGone(imageOf(m_path)) && QFile::rename(path, imageOf(m_path));
    m_hasOldImage = m_hasOldImage && !isRight;
    const Result<> written = isRight ? keep({{kImage, token}, {kImageComing, ""}}) : Result<>();
    const auto ended = end(written);
    (void)isGone(path);
    return ended ? Result<bool>(isRight) : Result<bool>(ended.error());
}

Result<> ReplicaFile::dropImage()
{
    if (const auto begun = begin(); !begun)
        return begun;
    return end(forgetImage());
}

/// In a transaction. The file goes first, so that nothing erased is in it when the transaction is complete.
Result<> ReplicaFile::forgetImage()
{
    const auto image = note(kImage);
    const auto coming = note(kImageComing);
    if (!image || !coming)
        return image ? coming.error() : image.error();
    m_hasOldImage = !removeImage(m_path);
    if (image->isEmpty() && coming->isEmpty())
        return {};
    const auto unfollowed = m_db.run(kUnfollow);
    return unfollowed ? keep({{kImage, ""}, {kImageComing, ""}}) : unfollowed;
}

/// What a program left that was killed while it made one, and what a system kept that somebody had open.
Result<> ReplicaFile::removeOldImage()
{
    const auto image = note(kImage);
    const auto coming = note(kImageComing);
    if (!image || !coming)
        return image ? coming.error() : image.error();
    m_hasOldImage = image->isEmpty() && coming->isEmpty() && !removeImage(m_path);
    return {};
}

bool ReplicaFile::removeImage(const QString &path)
{
    const bool isFirstGone = isGone(imageOf(path));
    return isGone(newImageOf(path)) && isFirstGone;
}

} // namespace pl::disk
