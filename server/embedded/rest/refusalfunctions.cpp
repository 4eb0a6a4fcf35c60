#include "server/embedded/rest/refusalfunctions.h"

#include "server/embedded/store/database.h"
#include "server/embedded/store/jsonnode.h"
#include "server/embedded/store/pgvalue.h"
#include "server/embedded/store/refusalrules.h"
#include "server/embedded/store/resterror.h"

namespace pl::embedded {
namespace {

constexpr const char *kJson = "application/json; charset=utf-8";

/// Of a body or of the address; empty when it is null.
QString argument(const http::Request &request, const QByteArray &name)
{
    if (request.method == "POST") {
        const JsonNode body = JsonNode::parse(request.body).value_or(JsonNode());
        const JsonNode *value = body.member(name);
        return value ? valueFromJson({QString::fromUtf8(name), PgType::Text}, *value).toString() : QString();
    }
    for (const QByteArray &part : request.query.split('&'))
        if (QByteArray::fromPercentEncoding(part.left(part.indexOf('='))) == name)
            return QString::fromUtf8(
                QByteArray::fromPercentEncoding(part.mid(part.indexOf('=') + 1).replace('+', ' ')));
    return {};
}

Sql hashes(Database &database, const QString &phone, const QString &email)
{
    return Sql::lit("contact_hash in (") + Sql::value(contactHash(database, phone)) + Sql::lit(", ") +
           Sql::value(contactHash(database, email)) + Sql::lit(")");
}

struct Member
{
    const char *name;
    PgType type;
};

/// In the order of PostgreSQL's jsonb.
constexpr Member kMembers[] = {{"at", PgType::Timestamptz}, {"id", PgType::Uuid},      {"way", PgType::Text},
                               {"reason", PgType::Text},    {"channel", PgType::Text}, {"said_on", PgType::Date},
                               {"entered_by", PgType::Text}};

QByteArray objectOf(const Rows &row)
{
    QByteArrayList members;
    int column = 0;
    for (const Member &member : kMembers) {
        const QVariant value = row.isNull(column) ? QVariant() : row.value(column);
        members += '"' + QByteArray(member.name) + "\": " + valueToJson(member.type, value);
        ++column;
    }
    return '{' + members.join(", ") + '}';
}

/// A read connection can't write, so a GET is refused as in PostgREST, where it runs read-only.
void requirePost(const http::Request &request)
{
    if (request.method != "POST")
        throw RestError::postgres(QStringLiteral("25006"),
                                  QStringLiteral("cannot execute DELETE in a read-only transaction"));
}

} // namespace

http::Response answerDoNotContact(const http::Request &request, const RestContext &context)
{
    const QString phone = argument(request, "phone");
    const Transaction transaction(context.database, Transaction::Kind::Read);
    Rows rows = context.database.run(
        Sql::lit("select at, id, way, reason, channel, said_on, entered_by from contact_refusals where ") +
        hashes(context.database, phone, argument(request, "email")) +
        Sql::lit(" union all select at, null, 'reply', null, 'sms', null, null from opt_outs where phone_number = ") +
        Sql::value(phone) + Sql::lit(" order by 1, 5"));
    QByteArrayList refusals;
    while (rows.next())
        refusals += objectOf(rows);
    return {200, {{"Content-Range", "0-0/*"}, {"Content-Type", kJson}}, '[' + refusals.join(", ") + ']'};
}

http::Response answerTextAgain(const http::Request &request, const RestContext &context)
{
    requirePost(request);
    const QString phone = argument(request, "phone");
    Transaction transaction(context.database, Transaction::Kind::Write);
    int ended = context.database
                    .run(Sql::lit("delete from contact_refusals where channel = 'sms' and ") +
                         hashes(context.database, phone, QString()))
                    .affected();
    ended +=
        context.database.run(Sql::lit("delete from opt_outs where phone_number = ") + Sql::value(phone)).affected();
    transaction.commit();
    return {200, {{"Content-Range", "0-0/*"}, {"Content-Type", kJson}}, QByteArray::number(ended)};
}

} // namespace pl::embedded
