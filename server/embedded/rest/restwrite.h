#pragma once

#include "server/embedded/rest/payload.h"
#include "server/embedded/rest/restrequest.h"
#include "server/embedded/rest/rowwriter.h"

namespace pl::embedded {

/// One write: the transaction, the rows it wrote, and their answer.
class WriteOperation
{
public:
    /// Plans the answer and begins the transaction. Throws RestError when the request can't be done at all. Anonymous
    /// callers, who may write nothing, only read to learn so.
    WriteOperation(const RestRequest &request, const RestContext &context);

    RowWriter &writer() { return m_writer; }
    void add(Record row) { m_rows.push_back(std::move(row)); }
    const std::vector<Record> &rows() const { return m_rows; }
    qint64 count() const { return qint64(m_rows.size()); }
    /// The filters that choose the rows to be written.
    Sql where() const;
    /// Checks the answer's form, commits, and gives the body; empty unless a representation is asked for.
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
    QList<qsizetype> columns; ///< indexes of those that the request gives
    std::vector<Record> rows; ///< a value for each of `columns`
};

/// Reads the body, checks that the columns are the table's and the caller's to write, and reads the values. A value
/// that a row lacks is null, or the column's default if the request prefers so.
Payload readPayload(const RestRequest &request);
void checkColumns(const RestRequest &request, const Payload &payload);
void checkPrivileges(const RestRequest &request, const Payload &payload, const Caller &caller, Command command);
NewValues convert(const RestRequest &request, const Payload &payload, const RowWriter &writer);

} // namespace pl::embedded
