#include "models/supabase/contactrefusals.h"

namespace pl::supabase {

namespace {

HttpRequest calling(const QByteArray &function, const nlohmann::json &arguments)
{
    const std::string body = arguments.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    return {"POST",
            "/rest/v1/rpc/" + function,
            {{"Content-Type", "application/json"}, {"Accept", "application/json"}},
            QByteArray::fromStdString(body)};
}

} // namespace

QFuture<Result<nlohmann::json>> contactRefusals(RestClient &client, const CustomerKey &person)
{
    return client.send(calling("do_not_contact", person.toJson()), true).then([](const Result<HttpResponse> &answer) {
        const auto rows = jsonFromResponse(answer);
        if (rows && !rows->is_array())
            return Result<nlohmann::json>(
                Error{ErrorCode::Protocol, QStringLiteral("The server's answer is not a list of rows.")});
        return rows;
    });
}

QFuture<Result<int>> allowTexts(RestClient &client, const QString &phone)
{
    return client.send(calling("text_again", {{"phone", toJson(phone)}}), true)
        .then([](const Result<HttpResponse> &answer) {
            return jsonFromResponse(answer).transform(
                [](const nlohmann::json &rows) { return rows.is_number_integer() ? rows.get<int>() : 0; });
        });
}

} // namespace pl::supabase
