#include "models/sqlite/sqlitebytes.h"

#include <QByteArrayMatcher>

#include <sqlite3.h>

#include <algorithm>

namespace pl::sqlite {

namespace {

constexpr sqlite3_int64 kPiece = 64 * 1024; // SQLite's Unix VFS takes no more than 17 bits of a length

Error unreadable()
{
    return {ErrorCode::Unavailable, QStringLiteral("Database error: its file can't be read.")};
}

bool anyIn(QByteArrayView bytes, const QList<QByteArrayMatcher> &texts)
{
    return std::any_of(texts.begin(), texts.end(), [bytes](const QByteArrayMatcher &text) {
        return text.indexIn(bytes.data(), bytes.size()) >= 0;
    });
}

} // namespace

Result<bool> databaseHolds(sqlite3 *db, const QList<QByteArray> &texts)
{
    sqlite3_file *file = nullptr;
    sqlite3_int64 size = 0;
    sqlite3_file_control(db, "main", SQLITE_FCNTL_FILE_POINTER, &file);
    if (!file || !file->pMethods || file->pMethods->xFileSize(file, &size) != SQLITE_OK)
        return unreadable();
    QList<QByteArrayMatcher> wanted;
    qsizetype longest = 1;
    for (const QByteArray &text : texts) {
        if (text.isEmpty())
            continue;
        wanted.append(QByteArrayMatcher(text));
        longest = std::max(longest, text.size());
    }
    QByteArray piece; // with the end of the one before: a text may begin there
    for (sqlite3_int64 at = 0; at < size && !wanted.isEmpty(); at += kPiece) {
        const QByteArray end = piece.last(std::min(piece.size(), longest - 1));
        const int bytes = int(std::min(kPiece, size - at));
        piece = end;
        piece.resize(end.size() + bytes);
        if (file->pMethods->xRead(file, piece.data() + end.size(), bytes, at) != SQLITE_OK)
            return unreadable();
        if (anyIn(piece, wanted))
            return true;
    }
    return false;
}

} // namespace pl::sqlite
