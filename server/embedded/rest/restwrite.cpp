#include "server/embedded/rest/restwrite.h"

#include "server/embedded/rest/answerwriter.h"
#include "server/embedded/rest/readsql.h"
#include "server/embedded/store/columnrights.h"
#include "server/embedded/store/pgvalue.h"

#include <limits>

namespace pl::embedded {
namespace {

/// Takes the write lock first, so that nobody can write between the snapshot and this write.
void beginRequest(Database &database, const Caller &caller, qint64 now)
{
    database.run(Sql::lit("update _request set now = ") + Sql::value(now) + Sql::lit(", actor = ") +
                 Sql::value(caller.actor()));
}

/// A write's answer has all its rows: PostgREST ignores limits here.
ReadNode planAnswer(const RestRequest &request)
{
    RestQuery query = request.query;
    query.limits.clear();
    query.offsets.clear();
    return planRead(request.table, query, false, std::numeric_limits<qint64>::max());
}

/// The filters' own names are those of the table.
ReadNode bareNode(const Table &table)
{
    ReadNode node;
    node.table = &table;
    node.alias = table.name;
    return node;
}

Sql ownFilters(const RestRequest &request, const Caller &caller)
{
    std::vector<Condition> own;
    for (const auto &[path, condition] : request.query.conditions)
        if (path.isEmpty())
            own.push_back(condition);
    return conditionsSql(bareNode(request.table), own, caller);
}

} // namespace

/// As in PostgreSQL's READ COMMITTED: the filters select rows as of the start of the statement and are checked again
/// before each row is written.
QByteArray keysToWrite(const RestRequest &request, const RestContext &context)
{
    const Command command = request.http.method == "DELETE" ? Command::Delete : Command::Update;
    RowWriter rows(context.database, request.table, context.caller, context.now);
    return rows.findKeys(ownFilters(request, context.caller), command);
}

WriteOperation::WriteOperation(const RestRequest &request, const RestContext &context)
    : m_request(request)
    , m_context(context)
    , m_plan(planAnswer(request))
    , m_type(request.negotiated())
    , m_snapshot(context.before, Transaction::Kind::Read)
    , m_transaction(context.database, context.caller.isAnonymous() ? Transaction::Kind::Read : Transaction::Kind::Write)
    , m_writer(context.database, request.table, context.caller, context.now)
{
    if (!context.caller.isAnonymous())
        beginRequest(context.database, context.caller, context.now);
    // A read transaction's view begins with its first read.
    context.before.value(Sql::lit("select now from _request"));
}

Sql WriteOperation::where() const
{
    const Sql filters = ownFilters(m_request, m_context.caller);
    if (m_context.onlyKeys.isNull())
        return filters;
    const Sql listed = Sql::name(m_request.table.primaryKey) + Sql::lit(" in (select value from json_each(") +
                       Sql::value(QString::fromUtf8(m_context.onlyKeys)) + Sql::lit("))");
    return filters.isEmpty() ? listed : listed + Sql::lit(" and ") + filters;
}

QByteArray WriteOperation::finish()
{
    const Preferences &preferences = m_request.preferences;
    const bool single = m_type.form == MediaType::Form::Object;
    QByteArray body;
    if (represents() || single) {
        AnswerWriter writer(m_plan, m_type);
        fetchRows(m_context.before, readSql(m_plan, m_context.caller, rowsAsJson()), writer);
        body = writer.finish();
    }
    if (preferences.strict && preferences.maxAffected && count() > *preferences.maxAffected)
        throw RestError{400, QStringLiteral("PGRST124"),
                        QStringLiteral("Query result exceeds max-affected preference constraint"),
                        QStringLiteral("The query affects %1 rows").arg(count())};
    // An open snapshot would keep SQLite from emptying the log after this commit, and after every other.
    m_snapshot.commit();
    m_transaction.commit();
    return represents() ? body : QByteArray();
}

http::Response WriteOperation::response(int status, int bareStatus, const QByteArray &range,
                                        const QByteArrayList &preferences, const QByteArray &body) const
{
    http::Response response{represents() ? status : bareStatus, {}, body};
    if (!range.isEmpty())
        response.headers.append({"Content-Range", range});
    if (const QByteArray applied = m_request.preferences.applied(preferences); !applied.isEmpty())
        response.headers.append({"Preference-Applied", applied});
    if (represents())
        response.headers.append({"Content-Type", m_type.contentType()});
    return response;
}

QString WriteOperation::rowsAsJson() const
{
    QByteArray json = "[";
    for (const Record &row : m_rows) {
        json += json.size() > 1 ? ",[" : "[";
        for (qsizetype i = 0; i < row.size(); ++i) {
            const bool isText = row[i].userType() == QMetaType::QString;
            json += (i > 0 ? "," : "");
            json += row[i].isNull() ? "null" : isText ? quotedJson(row[i].toString().toUtf8()) : row[i].toByteArray();
        }
        json += ']';
    }
    return QString::fromUtf8(json + ']');
}

Payload readPayload(const RestRequest &request)
{
    return Payload::read(request.http.header("content-type"), request.http.body, request.query.columns);
}

void checkColumns(const RestRequest &request, const Payload &payload)
{
    for (const QString &name : payload.columns)
        if (request.table.column(name) == nullptr)
            throw RestError{400, QStringLiteral("PGRST204"),
                            QStringLiteral("Could not find the '%1' column of '%2' in the schema cache")
                                .arg(name, request.table.name)};
}

void checkPrivileges(const RestRequest &request, const Payload &payload, const Caller &caller, Command command)
{
    const Table &table = request.table;
    const bool identity =
        table.keyColumn().defaultKind == DefaultValue::Identity && payload.columns.contains(table.primaryKey);
    if (identity)
        throw RestError::postgres(
            QStringLiteral("428C9"),
            (command == Command::Insert ? QStringLiteral("cannot insert a non-DEFAULT value into column \"%1\"")
                                        : QStringLiteral("column \"%1\" can only be updated to DEFAULT"))
                .arg(table.primaryKey),
            QStringLiteral("Column \"%1\" is an identity column defined as GENERATED ALWAYS.").arg(table.primaryKey));
    if (!mayWriteColumns(caller, table, command, payload.columns))
        throw RestError::postgres(QStringLiteral("42501"),
                                  QStringLiteral("permission denied for table %1").arg(table.name), {},
                                  caller.isAnonymous());
}

NewValues convert(const RestRequest &request, const Payload &payload, const RowWriter &writer)
{
    NewValues values;
    for (const QString &name : payload.columns)
        values.columns += request.table.indexOf(name);
    for (const JsonNode &row : payload.rows) {
        Record record;
        for (const qsizetype i : values.columns) {
            const Column &column = request.table.columns[size_t(i)];
            const JsonNode *given = row.member(column.name.toUtf8());
            const bool defaults = given == nullptr && request.preferences.missingIsDefault;
            record += given != nullptr ? valueFromJson(column, *given)
                      : defaults       ? writer.defaultOf(column)
                                       : QVariant();
        }
        values.rows.push_back(record);
    }
    return values;
}

} // namespace pl::embedded
