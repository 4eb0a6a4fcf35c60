#include "tests/server/migrate/shapevalues.h"

#include <QRegularExpression>

namespace pl::test {

namespace {

/// Where a value comes from. The first that fits counts.
struct Rule
{
    const char *table; ///< empty: any
    const char *test;  ///< a column, or column and operator: "updated_at", "updated_at.lt"; empty: any
    const char *kind;
    const char *within; ///< words that the target has; empty: any
    const char *query;
};

constexpr Rule kRules[] = {
    // A keyset page: a row in the middle says both.
    {"", "updated_at", "time", "&or=(updated_at.gt.",
     "select updated_at from %1 order by updated_at, id offset (select count(*) / 2 from %1) limit 1"},
    {"", "id", "uuid", "&or=(updated_at.gt.",
     "select id from %1 order by updated_at, id offset (select count(*) / 2 from %1) limit 1"},
    {"", "created_at", "time", "&or=(created_at.gt.", "select now() - interval '60 days'"},
    {"", "id", "uuid", "&or=(created_at.gt.",
     "select id from %1 where created_at >= now() - interval '60 days'"
     " order by created_at, id limit 1"},
    {"payments", "created_at", "time", "", "select now() - interval '120 days'"},
    {"", "id.gt", "uuid", "", "select '80000000-0000-4000-8000-000000000000'"},
    // What came with an import, and a sixteenth of it.
    {"plumbers", "import_id", "uuid", "", "select md5('import17')::uuid"},
    {"", "import_id", "uuid", "", "select md5('import3')::uuid"},
    {"", "id.gte", "uuid", "import_id", "select '30000000-0000-4000-8000-000000000000'"},
    {"", "id.lte", "uuid", "import_id", "select '40000000-0000-4000-8000-000000000000'"},
    {"", "row_id.gt", "uuid", "", "select '80000000-0000-4000-8000-000000000000'"},
    {"import_changes", "row_id.in", "uuid", "", "select row_id from import_changes order by id limit 40"},
    {"lead_events", "sequence.gt", "n", "", "select 1"},
    {"leads", "version", "n", "import_id", "select 1"},
    {"lead_events", "id.gt", "n", "", "select max(id) - 5 from %1"},
    {"lead_events", "id.lt", "n", "", "select max(id) - 1000 from %1"},
    {"activity", "id.lt", "n", "", "select max(id) - 1000 from %1"},
    {"lead_events", "at.gte", "time", "", "select max(at) - interval '60 seconds' from %1"},
    {"activity", "at.gte", "time", "", "select max(at) - interval '60 seconds' from %1"},
    // What is counted and looked for among the leads.
    {"leads", "", "time", "phone_number=in", "select now() - interval '30 days'"},
    {"leads", "", "time", "email=in", "select now() - interval '30 days'"},
    {"leads", "created_at.lt", "time", "source_id", "select now() - interval '1 hour'"},
    {"leads", "", "time", "&created_at=lt.", "select now() - interval '2 hours'"},
    {"leads", "", "time", "source_id", "select now() - interval '12 hours'"},
    {"leads", "assigned_at.lte", "time", "", "select now() - interval '2 hours'"},
    {"leads", "assigned_at", "time", "", "select assigned_at from leads where id = md5('lead199999')::uuid"},
    {"", "updated_at.lt", "time", "", "select now() - interval '10 minutes'"},
    {"", "updated_at", "time", "", "select max(updated_at) - interval '60 seconds' from %1"},
    {"intake_items", "received_at.lt", "time", "", "select now() - interval '30 days'"},
    {"intake_items", "received_at.gte", "time", "", "select now() - interval '30 days 1 hour'"},
    {"hosted_pages", "expires_at", "time", "", "select now() + interval '1 hour'"},
    {"", "", "time", "", "select now()"},
    // One row, and what belongs to it. Lead 150006 was done, and paid for.
    {"leads", "id.in", "uuid", "", "select md5('lead' || i)::uuid from generate_series(150001, 150040) i"},
    {"leads", "id", "uuid", "", "select md5('lead199999')::uuid"},
    {"", "source_id", "uuid", "", "select md5('source1')::uuid"},
    {"payments", "id.in", "uuid", "", "select md5('payment' || i)::uuid from generate_series(150001, 150040) i"},
    {"notifications", "id.in", "uuid", "",
     "select md5('lead_assigned' || i)::uuid from generate_series(150001, 150040) i"},
    {"notifications", "id", "uuid", "", "select id from notifications where status = 'pending' limit 1"},
    {"", "lead_id", "uuid", "", "select md5('lead150006')::uuid"},
    {"", "payment_id", "uuid", "", "select md5('payment150006')::uuid"},
    {"", "plumber_id", "uuid", "", "select assigned_plumber_id from leads where id = md5('lead150006')::uuid"},
    {"leads", "assigned_plumber_id", "uuid", "order=assigned_at", "select md5('plumber7')::uuid"},
    {"leads", "assigned_plumber_id", "uuid", "",
     "select assigned_plumber_id from leads where id = md5('lead199999')::uuid"},
    {"", "id", "uuid", "", "select id from %1 limit 1"},
    {"", "key", "uuid", "", "select md5('source1')::uuid"},
    {"settings", "version", "n", "", "select 1"},
    {"", "version", "n", "", "select 3"},
    {"payment_attempts", "number", "n", "", "select 1"},
    {"leads", "phone_number.in", "phone", "", "select '+1' || 2120000000 + i * 4000 from generate_series(1, 40) i"},
    {"leads", "phone_number", "phone", "", "select '+1' || 2120000000 + 8000"},
    {"plumbers", "phone_number.in", "phone", "", "select phone_number from plumbers order by id limit 40"},
    {"leads", "email.in", "email", "", "select 'c' || i * 4000 || '@home.test' from generate_series(1, 40) i"},
    {"imports", "state", "text", "", "select 'running'"},
    {"opt_outs", "", "phone", "", "select min(phone_number) from opt_outs"},
    {"notifications", "provider_id.in", "text", "", "select 'sg_' || i from generate_series(150001, 150040) i"},
    {"notifications", "recipient", "phone", "", "select '+15125000011'"},
    {"notifications", "recipient", "email", "", "select 'p11@pipes.test'"},
    {"plumbers", "stripe_customer_id", "text", "", "select 'cus_11'"},
    {"services", "name", "text", "", "select 'Service 11'"},
    {"lead_sources", "name", "text", "", "select 'Source 11'"},
    {"stripe_events", "id", "text", "", "select 'evt_150006'"},
    {"stripe_events", "payload", "text", "", "select 'pi_151004'"},
    {"leads", "description", "text", "", "select 'A leak'"},
    {"leads", "service_needed.neq", "text", "", "select 'Service 11'"},
    {"leads", "external_id", "text", "", "select 'x-11'"},
};

bool fits(const Rule &rule, const RequestShape &shape, const QString &test, const QString &kind)
{
    const QLatin1StringView table(rule.table);
    const QLatin1StringView wanted(rule.test);
    return kind == QLatin1StringView(rule.kind) && (table.isEmpty() || table == shape.table()) &&
           (wanted.isEmpty() || wanted == test || wanted == test.section(u'.', 0, 0)) &&
           shape.target.contains(QLatin1StringView(rule.within));
}

/// "updated_at.gte", the test that the placeholder at the text's end belongs to.
QString testBefore(const QString &text)
{
    static const QRegularExpression form(
        QStringLiteral("([a-z_]+)[=.](?:not\\.)?(eq|neq|gte|gt|lte|lt|in|cs)\\.(?!.*[a-z_]+[=.](?:not\\.)?"
                       "(?:eq|neq|gte|gt|lte|lt|in|cs)\\.)"));
    const auto found = form.match(text);
    return found.captured(1) + u'.' + found.captured(2);
}

} // namespace

Result<QStringList> ShapeValues::valuesFor(const RequestShape &shape, const QString &test, const QString &kind)
{
    for (const Rule &rule : kRules) {
        if (!fits(rule, shape, test, kind))
            continue;
        QString query = QString::fromLatin1(rule.query);
        query.replace(QStringLiteral("%1"), shape.table());
        if (m_known.contains(query))
            return m_known.value(query);
        const auto rows = m_connection.rows(QStringLiteral("select v::text from (%1) as found(v)").arg(query));
        if (!rows)
            return rows.error();
        QStringList values;
        for (const QVariantList &row : *rows)
            values += row.first().toString();
        if (!values.isEmpty() && !values.first().isEmpty())
            return m_known.insert(query, values).value();
    }
    return Error{ErrorCode::NotFound, QStringLiteral("No row has a {%1} for %2.").arg(kind, test)};
}

Result<QString> ShapeValues::filled(const RequestShape &shape, const QString &parameter)
{
    static const QRegularExpression placeholder(QStringLiteral("\\{(uuid|time|n|email|phone|text)\\}"));
    QString text;
    qsizetype done = 0;
    for (auto found = placeholder.globalMatch(parameter); found.hasNext();) {
        const auto match = found.next();
        const QString before = parameter.mid(done, match.capturedStart() - done);
        const QString test = testBefore(parameter.left(match.capturedStart()));
        const auto values = valuesFor(shape, test, match.captured(1));
        if (!values)
            return values.error();
        const bool isListed = parameter.left(match.capturedStart()).contains(u'(');
        const QString quote = isListed ? QStringLiteral("\"") : QString();
        text += before + quote + (test.endsWith(u".in") ? values->join(quote + u',' + quote) : values->first()) + quote;
        done = match.capturedEnd();
    }
    return text + parameter.mid(done);
}

Result<RequestShape> ShapeValues::fill(const RequestShape &shape)
{
    RequestShape request = shape;
    if (!shape.target.contains(u'?'))
        return request;
    QStringList parameters;
    for (const QString &parameter :
         shape.target.section(u'?', 1).replace(QStringLiteral("%20"), QStringLiteral(" ")).split(u'&')) {
        const auto text = filled(shape, parameter);
        if (!text)
            return text.error();
        const qsizetype equals = text->indexOf(u'=');
        parameters +=
            text->left(equals + 1) + QString::fromLatin1(text->mid(equals + 1).toUtf8().toPercentEncoding("-._~,:*()"));
    }
    request.target = shape.target.section(u'?', 0, 0) + u'?' + parameters.join(u'&');
    return request;
}

} // namespace pl::test
