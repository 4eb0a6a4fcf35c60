#include "server/intake/leadanswers.h"

#include "models/base/bytebuilder.h"
#include "server/http/problem.h"

namespace pl::intake {

namespace {

using nlohmann::json;
using Text = ByteBuilder<96>;

std::string idText(const QUuid &id)
{
    return id.toString(QUuid::WithoutBraces).toStdString();
}

json received(const journal::Receipt &receipt)
{
    json object{{"id", idText(receipt.id)}, {"status", "received"}};
    if (receipt.isRepeat)
        object["repeated"] = true;
    return object;
}

json refused(const Error &error)
{
    auto errors = json::array();
    for (const FieldError &field : error.fields)
        errors.push_back({{"field", field.field.toStdString()},
                          {"code", field.code.toStdString()},
                          {"detail", field.detail.toStdString()}});
    return {{"status", "refused"}, {"detail", error.message.toStdString()}, {"errors", errors}};
}

/// Each lead's result: its own error, or the journal's receipt.
QList<Result<journal::Receipt>> outcomes(const CheckedBody &body, const QList<Result<journal::Receipt>> &receipts)
{
    QList<Result<journal::Receipt>> all;
    auto next = receipts.cbegin();
    for (const auto &error : body.errors)
        all.append(error ? Result<journal::Receipt>(*error) : *next++);
    return all;
}

/// Combines all rows' errors, with fields named like "3.email"; the first error that is not about fields sets code and
/// message.
Error combined(const QList<Result<journal::Receipt>> &all)
{
    Error error{ErrorCode::InvalidInput, QStringLiteral("None of the leads was accepted.")};
    for (qsizetype row = 0; row < all.size(); ++row) {
        if (all.at(row).error().code != ErrorCode::InvalidInput)
            return all.at(row).error();
        for (const FieldError &field : all.at(row).error().fields)
            error.fields.append({QStringLiteral("%1.%2").arg(row).arg(field.field), field.code, field.detail});
    }
    return error;
}

int statusOf(qsizetype taken, qsizetype repeated, qsizetype all)
{
    if (taken < all)
        return 207;
    return repeated == all ? 200 : 201;
}

} // namespace

http::Response jsonAnswer(int status, const nlohmann::json &body)
{
    return {status, {{"Content-Type", "application/json"}}, QByteArray::fromStdString(body.dump())};
}

http::Response answerToLead(const Result<journal::Receipt> &receipt, const QByteArray &path)
{
    if (!receipt)
        return http::problem(receipt.error(), path);
    const QByteArray id = receipt->id.toByteArray(QUuid::WithoutBraces);
    http::Response response{receipt->isRepeat ? 200 : 201, {}};
    response.headers.reserve(2);
    response.headers.emplaceBack(QByteArrayLiteral("Content-Type"), QByteArrayLiteral("application/json"));
    if (receipt->isRepeat)
        response.headers.emplaceBack(QByteArrayLiteral("Idempotent-Replayed"), QByteArrayLiteral("true"));
    else
        response.headers.emplaceBack(QByteArrayLiteral("Location"), Text().add("/api/v1/leads/").add(id).bytes());
    response.body = Text().add(R"({"id":")").add(id).add(R"(","status":"received"})").bytes();
    return response;
}

http::Response answerToArray(const CheckedBody &body, const QList<Result<journal::Receipt>> &receipts,
                             const QByteArray &path)
{
    const auto all = outcomes(body, receipts);
    qsizetype taken = 0;
    qsizetype repeated = 0;
    auto results = json::array();
    for (const auto &outcome : all) {
        taken += outcome.ok();
        repeated += outcome.ok() && outcome->isRepeat;
        results.push_back(outcome ? received(*outcome) : refused(outcome.error()));
    }
    if (taken == 0)
        return http::problem(combined(all), path);
    http::Response response = jsonAnswer(statusOf(taken, repeated, all.size()), results);
    if (repeated == all.size())
        response.headers.emplaceBack("Idempotent-Replayed", "true");
    return response;
}

http::Response answerTo(const CheckedBody &body, const QList<Result<journal::Receipt>> &receipts,
                        const QByteArray &path)
{
    if (body.isArray)
        return answerToArray(body, receipts, path);
    const auto &error = body.errors.first();
    return answerToLead(error ? Result<journal::Receipt>(*error) : receipts.first(), path);
}

http::Response answerAboutLead(const nlohmann::json &row)
{
    return jsonAnswer(200, {{"id", row.value("id", json())},
                            {"status", row.value("status", json())},
                            {"created_at", row.value("created_at", json())},
                            {"closed_reason", row.value("closed_reason", json())},
                            {"duplicate", !row.value("duplicate_of", json()).is_null()}});
}

http::Response answerAboutEntry(const journal::Entry &entry)
{
    return jsonAnswer(200, {{"id", idText(entry.id)},
                            {"status", "received"},
                            {"created_at", entry.receivedAt.toString().toStdString()},
                            {"closed_reason", nullptr},
                            {"duplicate", false}});
}

} // namespace pl::intake
