#pragma once

#include "models/disk/replicareader.h"

#include <QMap>

namespace pl::disk {

/// Short texts by name, written together with rows: how far a table has been read.
using Notes = QMap<QByteArray, QByteArray>;

/// The desktop's copy of the office in one SQLite file: readable by its owner alone, of one account at one server, and
/// never the truth: whatever is in doubt is made again from the server. After a kill or a loss of power it holds what
/// the last completed transaction left, or an earlier one's state; rows and notes of a transaction are there together
/// or not at all. For one thread. T as ReplicaReader's.
class ReplicaFile : public ReplicaReader
{
public:
    /// Instead of a path: nothing is written to the disk. Each call names another one, which lives as long as somebody
    /// has it open; readers open it by its name. They wait while somebody writes, so transactions should be short.
    static QString inMemory();
    /// The name of an account's file, by which it is found when nobody is signed in. Tells neither server nor person.
    static QString nameFor(const QString &server, const QString &email);

    /// Opens the file, or makes it. A damaged one, one of another version or account, and one that never was completed
    /// is removed and made again, without being read. Unavailable when the disk doesn't allow it.
    static Result<std::unique_ptr<ReplicaFile>> open(const QString &path, const FileKey &key);
    /// Removes a file and what SQLite has beside it. Nobody may have it open.
    static Result<> remove(const QString &path);

    /// There was none that could be used: everything has to be read from the server.
    bool isNew() const { return m_isNew; }
    /// Whether the last one who wrote closed it. If not, check() is worth its time.
    bool wasClosed() const { return m_wasClosed; }
    ~ReplicaFile();

    /// Adds rows, or replaces older versions of them, and keeps notes, in one transaction. How many rows were new or
    /// newer. What an erased row held before is no longer in the file afterwards, nor in its log, unless another thread
    /// is just reading: then after the next call.
    template <class T>
    Result<qint64> store(const QList<T> &rows, const Notes &notes = {})
    {
        if (const auto begun = begin(); !begun)
            return begun.error();
        qint64 news = 0;
        Result<> written = write(rows, news);
        if (written)
            written = keep(notes);
        const auto ended = end(written);
        return ended ? Result<qint64>(news) : Result<qint64>(ended.error());
    }

    /// Somebody begins to make an image of the leads' columns from what is in the file from now on, under this token:
    /// there is none until adoptImage(). From then on, what is written to leads is noted.
    Result<QByteArray> beginImage();
    /// Takes the file at `path` for the image, or removes it: false when it is out of date, because a customer was
    /// erased or another image was begun meanwhile. Whoever erases a customer removes the image before that is in the
    /// file; where the system keeps an image that is just being read, it goes with the next call or opening.
    Result<bool> adoptImage(const QString &path, const QByteArray &token);
    /// There will be none.
    Result<> dropImage();

    /// Reads all of the file: kDamaged when something is wrong with it. Takes seconds for a million rows.
    Result<> check();

private:
    ReplicaFile(sqlite::SqliteDb db, const QString &path) : ReplicaReader(std::move(db), path), m_path(path) {}
    static Result<std::unique_ptr<ReplicaFile>> openOnce(const QString &path, const FileKey &key);
    Result<> make(const FileKey &key);
    Result<> prepare();
    Result<> begin();
    Result<> keep(const Notes &notes);
    Result<> end(const Result<> &written);
    Result<> emptyLog();
    Result<> forgetImage();
    Result<> removeOldImage();
    static bool removeImage(const QString &path);

    template <class T>
    Result<> write(const QList<T> &rows, qint64 &news)
    {
        if (rows.isEmpty())
            return {};
        auto upsert = m_db.prepare(TableSql::of<T>().upsert.constData());
        if (!upsert)
            return upsert.error();
        for (const T &row : rows) {
            bindRow(*upsert, row);
            if (const auto done = upsert->run(); !done)
                return done;
            const int changes = m_db.changes();
            news += changes;
            if constexpr (std::is_same_v<T, Lead>)
                m_isErasingLead = m_isErasingLead || (changes > 0 && RowFields<T>::isErased(row));
            m_hasErased = m_hasErased || RowFields<T>::isErased(row);
        }
        return {};
    }

    QString m_path;
    bool m_isNew = false;
    bool m_wasClosed = true;
    bool m_hasWritten = false;
    bool m_hasErased = false;     ///< the log may still hold what was erased
    bool m_isErasingLead = false; ///< in this transaction
    bool m_hasOldImage = false;   ///< which the system keeps
};

} // namespace pl::disk
