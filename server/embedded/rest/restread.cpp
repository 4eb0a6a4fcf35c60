#include "server/embedded/rest/restrequest.h"

#include "server/embedded/rest/answerwriter.h"
#include "server/embedded/rest/readsql.h"
#include "server/embedded/store/database.h"
#include "server/embedded/store/resterror.h"

#include <QRegularExpression>

#include <limits>

namespace pl::embedded {
namespace {

constexpr qint64 kNoEnd = std::numeric_limits<qint64>::max();

qint64 &ofRequest(std::vector<AtPath<qint64>> &numbers, qint64 otherwise)
{
    for (auto &[path, number] : numbers)
        if (path.isEmpty())
            return number;
    numbers.push_back({{}, otherwise});
    return numbers.back().what;
}

bool hasOwn(const std::vector<AtPath<qint64>> &numbers)
{
    return std::any_of(numbers.begin(), numbers.end(), [](const auto &number) { return number.path.isEmpty(); });
}

/// The intersection of the Range header and limit/offset.
void applyRangeHeader(RestQuery &query, const http::Request &request)
{
    static const QRegularExpression form(QStringLiteral("\\A([0-9]{1,18})-([0-9]{0,18})\\z"));
    const auto match = form.match(QString::fromLatin1(request.header("range")));
    if (request.method != "GET" || !match.hasMatch())
        return;
    const qint64 first = match.captured(1).toLongLong();
    const qint64 last = match.captured(2).isEmpty() ? kNoEnd : match.captured(2).toLongLong();
    if (last < first)
        throw RestError::notSatisfiable(QStringLiteral(
            "The lower boundary must be lower than or equal to the upper boundary in the Range header."));
    const bool limited = hasOwn(query.limits);
    qint64 &offset = ofRequest(query.offsets, 0);
    qint64 &limit = ofRequest(query.limits, kNoEnd);
    if (limited && limit <= 0)
        return;
    const qint64 end = std::min(last, limited ? offset + limit - 1 : kNoEnd);
    offset = std::max(offset, first);
    if (end < offset)
        throw RestError::notSatisfiable(QStringLiteral("Limit should be greater than or equal to zero."));
    limit = end == kNoEnd ? kNoEnd : end - offset + 1;
}

http::Response outOfRange(qint64 offset, qint64 total, const QByteArray &applied)
{
    RestError error = RestError::notSatisfiable(
        QStringLiteral("An offset of %1 was requested, but there are only %2 rows.").arg(offset).arg(total));
    error.headers = {{"Content-Range", "*/" + QByteArray::number(total)}, {"Preference-Applied", applied}};
    return error.toResponse();
}

} // namespace

http::Response readRows(const RestRequest &request, const RestContext &context)
{
    RestQuery query = request.query;
    applyRangeHeader(query, request.http);
    const ReadNode plan = planRead(request.table, query, true, context.maxRows);
    const MediaType type = request.negotiated();
    const Transaction transaction(context.database, Transaction::Kind::Read);
    AnswerWriter writer(plan, type);
    fetchRows(context.database, readSql(plan, context.caller), writer);
    const QByteArray body = writer.finish(); // the single-row check comes before the range check
    std::optional<qint64> total;
    if (request.preferences.counts)
        total = plan.isCount() ? 1 : context.database.value(countSql(plan, context.caller)).toLongLong();

    const QByteArray applied = request.preferences.applied({"count", "handling", "timezone"});
    const qint64 count = writer.count();
    const qint64 last = plan.offset + count - 1;
    if (total && plan.offset > *total)
        return outOfRange(plan.offset, *total, applied);
    http::Response response{
        total && count < *total ? 206 : 200,
        {{"Content-Range", contentRange(plan.offset, last, total)}, {"Content-Type", type.contentType()}},
        body};
    if (!applied.isEmpty())
        response.headers.append({"Preference-Applied", applied});
    return response;
}

void fetchRows(Database &database, const Sql &sql, AnswerWriter &writer)
{
    Rows found = database.run(sql);
    while (found.next())
        writer.add(JsonNode::parse(found.value(0).toString().toUtf8()).value_or(JsonNode()));
}

QByteArray contentRange(qint64 first, qint64 last, std::optional<qint64> total)
{
    const bool some = first <= last && total.value_or(1) != 0;
    return (some ? QByteArray::number(first) + '-' + QByteArray::number(last) : QByteArray("*")) + '/' +
           (total ? QByteArray::number(*total) : QByteArray("*"));
}

} // namespace pl::embedded
