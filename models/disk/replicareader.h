#pragma once

#include "models/disk/memorygate.h"
#include "models/disk/rowcodec.h"

#include <map>
#include <mutex>

namespace pl::disk {

/// Whose copy of which office it is. The role counts, because who is no admin any more must not see an admin's rows.
struct FileKey
{
    QString server; ///< the address, always written in the same way
    QUuid account;
    QString role;
    bool operator==(const FileKey &) const = default;
};

/// Rows whose place in the file is from `first` to `last`.
struct PlaceRange
{
    qint64 first = 0;
    qint64 last = -1;
};

/// Reads the desktop's copy of the office. For one thread, which may be another one than the writer's: it then sees
/// what was committed when a reading began, so what is written meanwhile has to be taken from the writer, too, and a
/// row's version says which is newer. T is Lead, Plumber, Payment or Notification. Errors as SqliteDb's.
class ReplicaReader
{
public:
    /// Opens an existing file. NotFound when there is none, or when it is somebody else's, another version's, or
    /// unfinished.
    static Result<std::unique_ptr<ReplicaReader>> open(const QString &path, const FileKey &key);

    /// Whether a path is one of ReplicaFile::inMemory().
    static bool isInMemory(const QString &path) { return path.startsWith(kInMemory); }

    /// The rows that were created last, the newest first.
    template <class T>
    Result<QList<T>> newest(int rows)
    {
        QList<T> list;
        const auto read = select(listing<T>() + " order by created_at desc limit " + QByteArray::number(rows),
                                 [&list](const auto &row) { list += readRow<T>(row); });
        return read ? Result<QList<T>>(list) : Result<QList<T>>(read.error());
    }
    /// One row; nothing when it is not in the file, or was withdrawn. Some 10 µs after the first call.
    template <class T>
    Result<std::optional<T>> row(const QUuid &id)
    {
        static const QByteArray sql = listing<T>() + " and id = ?";
        const auto turn = readersTurn();
        const auto query = kept(sql);
        if (!query)
            return query.error();
        (*query)->bindBlob(1, id.toRfc4122());
        std::optional<T> found;
        const auto read = (*query)->eachRow([&] { found = readRow<T>(**query); });
        return read ? Result<std::optional<T>>(found) : Result<std::optional<T>>(read.error());
    }
    /// Without those that were withdrawn.
    template <class T>
    Result<qint64> count()
    {
        return number("select count(*) from " + TableSql::of<T>().name + " where " + shown<T>());
    }
    /// All rows of a table as so many ranges, for as many threads with a reader each.
    template <class T>
    Result<QList<PlaceRange>> ranges(int parts)
    {
        return rangesOf(TableSql::of<T>().name, parts);
    }
    /// Hands each row of a range to `take(T &&)`.
    template <class T, class F>
    Result<> read(PlaceRange range, F take)
    {
        return readRaw<T>(range, [&take](const auto &row) { take(readRow<T>(row)); });
    }
    /// The same without making values of it: `take` gets the statement, whose columns are those of RowFields from 0
    /// on, each as RowBinder writes it.
    template <class T, class F>
    Result<> readRaw(PlaceRange range, F take)
    {
        return select(listing<T>() + " and place between ? and ? order by place", std::move(take),
                      [range](auto &query) { query.bind(1, range.first).bind(2, range.last); });
    }
    /// What was noted under a name with the last transaction that noted something there; null when nothing was.
    Result<QByteArray> note(const QByteArray &name);

    /// Where the image of the leads' columns stands (models/columns/engineimage.h), and where one is made.
    static QString imageOf(const QString &path) { return path + QStringLiteral("-columns"); }
    static QString newImageOf(const QString &path) { return path + QStringLiteral("-columns-new"); }
    /// What the image must have as its key; empty when there is none.
    Result<QByteArray> imageToken();
    /// How many leads were written since the image was begun. Fails without one.
    Result<qint64> changedLeads();
    /// Hands each of them to `take`, as readRaw() does, but with those that were withdrawn.
    template <class F>
    Result<> readChangedLeads(F take)
    {
        const TableSql &sql = TableSql::of<Lead>();
        return select("select " + sql.columns + " from " + sql.name +
                          " where place in (select place from changed_leads)",
                      std::move(take));
    }

protected:
    static inline const QString kInMemory = QStringLiteral(":memory:/");

    ReplicaReader(sqlite::SqliteDb db, const QString &path)
        : m_db(std::move(db)), m_gate(isInMemory(path) ? memoryGateOf(path) : nullptr)
    {
    }
    static Result<sqlite::SqliteDb> openDb(const QString &path, sqlite::SqliteDb::Mode mode);
    /// From now on nobody else reads, until endTurn().
    void takeTurn()
    {
        if (m_gate)
            m_writersTurn = std::unique_lock(*m_gate);
    }
    void endTurn() { m_writersTurn = {}; }
    /// To be kept while a statement reads.
    std::shared_lock<std::shared_mutex> readersTurn()
    {
        const bool isFree = !m_gate || m_writersTurn.owns_lock();
        return isFree ? std::shared_lock<std::shared_mutex>() : std::shared_lock(*m_gate);
    }

    /// Whether the file is complete, of this version, and of this account.
    Result<bool> isOf(const FileKey &key);
    Result<qint64> number(const QByteArray &query);
    /// Tells files of this version from those of others.
    static QByteArray format();

    sqlite::SqliteDb m_db;

private:
    template <class T>
    static QByteArray shown()
    {
        if constexpr (requires(T row) { row.withdrawnAt; })
            return "withdrawn_at is null";
        else
            return "true";
    }
    template <class T>
    static QByteArray listing()
    {
        const TableSql &sql = TableSql::of<T>();
        return "select " + sql.columns + " from " + sql.name + " where " + shown<T>();
    }
    template <class Take>
    Result<> select(const QByteArray &query, Take take)
    {
        return select(query, std::move(take), [](sqlite::SqliteStatement &) {});
    }
    template <class Take, class Bind>
    Result<> select(const QByteArray &query, Take take, Bind bind)
    {
        const auto turn = readersTurn();
        auto statement = m_db.prepare(query.constData());
        if (!statement)
            return statement.error();
        bind(*statement);
        return statement->eachRow([&] { take(std::as_const(*statement)); });
    }
    Result<QList<PlaceRange>> rangesOf(const QByteArray &table, int parts);
    /// A statement that is prepared once.
    Result<sqlite::SqliteStatement *> kept(const QByteArray &sql);

    std::map<QByteArray, sqlite::SqliteStatement> m_kept; ///< gone before m_db
    std::shared_ptr<std::shared_mutex> m_gate;            ///< null for a file on disk
    std::unique_lock<std::shared_mutex> m_writersTurn;
};

} // namespace pl::disk
