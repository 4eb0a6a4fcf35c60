#pragma once

#include "server/embedded/rest/mediatype.h"
#include "server/embedded/rest/readplan.h"
#include "server/embedded/store/jsonnode.h"

namespace pl::embedded {

/// The keys of an answer's objects, quoted, with their colons.
struct ObjectKeys
{
    explicit ObjectKeys(const ReadNode &node);

    std::vector<QByteArray> columns;
    std::vector<QByteArray> names;    ///< of the visible embeddings
    std::vector<ObjectKeys> children; ///< of the same
    bool hasSpread = false;           ///< some of the names come with the rows
};

/// Builds an answer from the rows of readSql(), one row at a time, so that only the answer uses memory. Throws
/// RestError if a value can't be cast or the answer becomes too large (54000).
class AnswerWriter
{
public:
    static constexpr qsizetype kBytes = 32 * 1024 * 1024;

    /// Both must outlive the writer.
    AnswerWriter(const ReadNode &root, const MediaType &type) : m_root(root), m_keys(root), m_type(type) {}

    void add(const JsonNode &row);
    qint64 count() const { return m_count; }
    /// Call once, after the last row. Throws if a single object was requested and there is not exactly one row
    /// (PGRST116).
    QByteArray finish();

private:
    void addObject(const JsonNode &row);
    /// A header line, then each row as PostgreSQL writes a record.
    void addCsvLine(const JsonNode &row);

    const ReadNode &m_root;
    const ObjectKeys m_keys;
    const MediaType &m_type;
    QByteArray m_out;
    qint64 m_count = 0;
};

/// Fields as PostgreSQL writes them in a record: quoted where it must be.
QByteArray recordField(const QString &text);

} // namespace pl::embedded
