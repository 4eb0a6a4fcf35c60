#include "server/embedded/rest/restwrite.h"

#include "server/embedded/store/pgvalue.h"

#include <QSet>

namespace pl::embedded {
namespace {

/// Inserts POST's rows, with the requested handling of existing rows.
class Insertion
{
public:
    Insertion(const RestRequest &request, const RestContext &context, WriteOperation &operation, const Payload &payload)
        : m_request(request), m_context(context), m_operation(operation), m_payload(payload)
    {
    }

    void resolveConflicts(Preferences::Resolution resolution, const QStringList &columns)
    {
        m_resolution = resolution;
        m_conflict = columns;
        const auto &uniques = m_request.table.uniques;
        const bool known = std::any_of(uniques.begin(), uniques.end(), [&](const Unique &unique) {
            return !unique.partial && QSet<QString>(unique.columns.begin(), unique.columns.end()) ==
                                          QSet<QString>(columns.begin(), columns.end());
        });
        for (const QString &column : columns)
            if (m_request.table.column(column) == nullptr)
                throw RestError::postgres(QStringLiteral("42703"),
                                          QStringLiteral("column \"%1\" does not exist").arg(column));
        if (!known)
            throw RestError::postgres(
                QStringLiteral("42P10"),
                QStringLiteral("there is no unique or exclusion constraint matching the ON CONFLICT "
                               "specification"));
        if (resolution == Preferences::Resolution::Merge)
            checkPrivileges(m_request, m_payload, m_context.caller, Command::Update);
    }

    void run()
    {
        const NewValues values = convert(m_request, m_payload, m_operation.writer());
        for (const Record &given : values.rows)
            insert(values.columns, given);
    }

    qint64 inserted() const { return m_inserted; }

private:
    void insert(const QList<qsizetype> &columns, const Record &given)
    {
        RowWriter &writer = m_operation.writer();
        Record row;
        for (const Column &column : m_request.table.columns) {
            const qsizetype at = columns.indexOf(row.size());
            row += at >= 0 ? given[at] : writer.defaultOf(column);
        }
        if (const auto written = writer.insert(row, m_conflict)) {
            ++m_inserted;
            if (m_request.preferences.what != Preferences::Return::Minimal)
                writer.requireReadable(*written);
            remember(*written);
            m_operation.add(*written);
        } else if (m_resolution == Preferences::Resolution::Merge && !columns.isEmpty()) {
            merge(columns, row);
        }
    }

    void merge(const QList<qsizetype> &columns, Record row)
    {
        m_operation.writer().complete(row);
        const Record existing = m_operation.writer().conflicting(m_conflict, row);
        if (m_written.contains(keyOf(existing)))
            throw RestError::postgres(QStringLiteral("21000"),
                                      QStringLiteral("ON CONFLICT DO UPDATE command cannot affect row a second time"));
        Record merged = existing;
        for (const qsizetype i : columns)
            merged[i] = row[i];
        const Record written = m_operation.writer().update(existing, merged);
        remember(written);
        m_operation.add(written);
    }

    QString keyOf(const Record &row) const
    {
        return row[m_request.table.indexOf(m_request.table.primaryKey)].toString();
    }
    void remember(const Record &row) { m_written += keyOf(row); }

    const RestRequest &m_request;
    const RestContext &m_context;
    WriteOperation &m_operation;
    const Payload &m_payload;
    Preferences::Resolution m_resolution = Preferences::Resolution::Ignore;
    QStringList m_conflict;
    QSet<QString> m_written;
    qint64 m_inserted = 0;
};

std::optional<qint64> totalOf(const RestRequest &request, const WriteOperation &operation)
{
    return request.preferences.counts ? std::optional(operation.count()) : std::nullopt;
}

/// The URL of the single created row.
QByteArray locationOf(const Table &table, const Record &row)
{
    const QString key = valueToText(table.keyColumn().type, row[table.indexOf(table.primaryKey)]);
    return '/' + table.name.toUtf8() + '?' + table.primaryKey.toUtf8() + "=eq." + key.toUtf8().toPercentEncoding();
}

/// PUT names the row by its whole key and nothing else.
QString keyInFilters(const RestRequest &request)
{
    const auto &conditions = request.query.conditions;
    const bool named = conditions.size() == 1 && conditions.front().path.isEmpty();
    if (named) {
        const Condition &test = conditions.front().what;
        if (test.kind == Condition::Kind::Test && test.op == Operator::Eq && !test.negated &&
            test.quantifier == Quantifier::None && test.field == FieldPath{request.table.primaryKey})
            return test.value;
    }
    throw RestError{405, QStringLiteral("PGRST105"),
                    QStringLiteral("Filters must include all and only primary key columns with 'eq' operators")};
}

} // namespace

http::Response insertRows(const RestRequest &request, const RestContext &context)
{
    const Payload payload = readPayload(request);
    // The answer is planned before the columns are looked up.
    planRead(request.table, request.query, false, context.maxRows);
    checkColumns(request, payload);
    WriteOperation operation(request, context);
    Insertion insertion(request, context, operation, payload);
    if (!payload.rows.empty() || !payload.columns.isEmpty()) {
        checkPrivileges(request, payload, context.caller, Command::Insert);
        if (const auto resolution = request.preferences.resolution)
            insertion.resolveConflicts(*resolution,
                                       request.query.onConflict.value_or(QStringList(request.table.primaryKey)));
        insertion.run();
    }
    std::optional<Record> only;
    if (operation.count() == 1 && request.preferences.what == Preferences::Return::HeadersOnly)
        only = operation.rows().front();
    const QByteArray body = operation.finish();
    const bool merged = request.preferences.resolution == Preferences::Resolution::Merge && insertion.inserted() == 0;
    const int status = merged ? 200 : 201;
    http::Response response =
        operation.response(status, status, contentRange(1, 0, totalOf(request, operation)),
                           {"resolution", "missing", "return", "count", "handling", "timezone"}, body);
    if (only)
        response.headers.append({"Location", locationOf(request.table, *only)});
    return response;
}

http::Response updateRows(const RestRequest &request, const RestContext &context)
{
    const Payload payload = readPayload(request);
    planRead(request.table, request.query, false, context.maxRows);
    checkColumns(request, payload);
    WriteOperation operation(request, context);
    if (!payload.rows.empty() && !payload.columns.isEmpty()) {
        const Sql where = operation.where();
        checkPrivileges(request, payload, context.caller, Command::Update);
        const std::vector<Record> found = operation.writer().find(where, Command::Update);
        // PostgreSQL reads the values at the first row, so invalid ones don't matter if there are no rows.
        const NewValues values = found.empty() ? NewValues() : convert(request, payload, operation.writer());
        for (const Record &before : found) {
            Record row = before;
            for (qsizetype i = 0; i < values.columns.size(); ++i)
                row[values.columns[i]] = values.rows.front()[i];
            operation.add(operation.writer().update(before, row));
        }
    }
    const QByteArray body = operation.finish();
    return operation.response(200, 204, contentRange(0, operation.count() - 1, totalOf(request, operation)),
                              {"missing", "return", "count", "handling", "timezone", "max-affected"}, body);
}

http::Response putRow(const RestRequest &request, const RestContext &context)
{
    if (!request.query.limits.empty() || !request.query.offsets.empty())
        throw RestError{400, QStringLiteral("PGRST114"),
                        QStringLiteral("limit/offset querystring parameters are not allowed for PUT")};
    const Payload payload = readPayload(request);
    const QString key = keyInFilters(request);
    checkColumns(request, payload);
    WriteOperation operation(request, context);
    checkPrivileges(request, payload, context.caller, Command::Insert);
    Insertion insertion(request, context, operation, payload);
    insertion.resolveConflicts(Preferences::Resolution::Merge, {request.table.primaryKey});
    const Column &column = request.table.keyColumn();
    const JsonNode *given = payload.rows.size() == 1 ? payload.rows.front().member(column.name.toUtf8()) : nullptr;
    if (given == nullptr || valueFromJson(column, *given) != valueFromText(column.type, key))
        throw RestError{400, QStringLiteral("PGRST115"),
                        QStringLiteral("Payload values do not match URL in primary key column(s)")};
    insertion.run();
    const QByteArray body = operation.finish();
    return operation.response(insertion.inserted() > 0 ? 201 : 200, 204, {},
                              {"return", "count", "handling", "timezone"}, body);
}

http::Response deleteRows(const RestRequest &request, const RestContext &context)
{
    WriteOperation operation(request, context);
    for (const Record &row : operation.writer().find(operation.where(), Command::Delete)) {
        operation.writer().remove(row);
        operation.add(row);
    }
    const QByteArray body = operation.finish();
    return operation.response(200, 204, contentRange(1, 0, totalOf(request, operation)),
                              {"return", "count", "handling", "timezone", "max-affected"}, body);
}

} // namespace pl::embedded
