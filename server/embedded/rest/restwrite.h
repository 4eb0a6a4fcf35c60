#pragma once

#include "server/embedded/rest/payload.h"
#include "server/embedded/rest/restrequest.h"
#include "server/embedded/rest/rowwriter.h"

namespace pl::embedded {

/// One write: the transaction, the written rows, and the answer.
class WriteOperation
{
public:
    /// Plans the answer and begins the transaction. Throws RestError if the request is impossible. Anonymous callers
    /// may not write, so theirs is a read transaction.
    WriteOperation(const RestRequest &request, const RestContext &context);

    RowWriter &writer() { return m_writer; }
    void add(Record row) { m_rows.push_back(std::move(row)); }
    const std::vector<Record> &rows() const { return m_rows; }
    qint64 count() const { return qint64(m_rows.size()); }
    /// The filters that select the rows to write.
    Sql where() const;
    /// Checks the answer's media type, commits, and returns the body; empty unless a representation was requested.
    QByteArray finish();
    /// `headers` and, with a body, its type.
    http::Response response(int status, int bareStatus, const QByteArray &range, const QByteArrayList &preferences,
                            const QByteArray &body) const;
    bool represents() const { return m_request.preferences.what == Preferences::Return::Representation; }

private:
    QString rowsAsJson() const;

    const RestRequest &m_request;
    const RestContext &m_context;
    ReadNode m_plan;
    MediaType m_type;
    Transaction m_snapshot;
    Transaction m_transaction;
    RowWriter m_writer;
    std::vector<Record> m_rows;
};

/// The body's rows as values of the table's columns.
struct NewValues
{
    QList<qsizetype> columns; ///< indexes of the columns in the request
    std::vector<Record> rows; ///< a value for each of `columns`
};

/// Reads the body, checks that the columns exist and that the caller may write them, and reads the values. Missing
/// values are null, or the column's default if the request prefers that.
Payload readPayload(const RestRequest &request);
void checkColumns(const RestRequest &request, const Payload &payload);
void checkPrivileges(const RestRequest &request, const Payload &payload, const Caller &caller, Command command);
NewValues convert(const RestRequest &request, const Payload &payload, const RowWriter &writer);

} // namespace pl::embedded
