#pragma once

#include "server/embedded/rest/mediatype.h"
#include "server/embedded/rest/readplan.h"
#include "server/embedded/store/jsonnode.h"

namespace pl::embedded {

/// Makes an answer of the rows of readSql(), a row at a time, so that only the answer grows. Throws RestError: when a
/// value can't be cast, and when the answer becomes too large (54000).
class AnswerWriter
{
public:
    static constexpr qsizetype kBytes = 32 * 1024 * 1024;

    /// Both must outlive the writer.
    AnswerWriter(const ReadNode &root, const MediaType &type) : m_root(root), m_type(type) {}

    void add(const JsonNode &row);
    qint64 count() const { return m_count; }
    /// Once, after the last row. Throws when one object was asked for and there is not one row (PGRST116).
    QByteArray finish();

private:
    QByteArray objectOf(const JsonNode &row) const;
    /// A line of names, then each row as PostgreSQL writes a record.
    void addCsvLine(const JsonNode &row);

    const ReadNode &m_root;
    const MediaType &m_type;
    QByteArray m_out;
    qint64 m_count = 0;
};

/// Fields as PostgreSQL writes them in a record: quoted where it must be.
QByteArray recordField(const QString &text);

} // namespace pl::embedded
