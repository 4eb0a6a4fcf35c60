#include "models/domain/serverrequest.h"

namespace pl {

Result<ServerRequest> ServerRequest::fromJson(const nlohmann::json &row)
{
    JsonReader r(row);
    ServerRequest request;
    request.id = r.uuid("id");
    request.kind = r.enumeration<ServerRequestKind>("kind");
    request.data = r.raw("data");
    request.state = r.enumeration<ServerRequestState>("state");
    request.answer = r.raw("answer");
    request.reason = r.optionalString("reason").value_or(QString());
    request.createdBy = r.optionalString("created_by").value_or(QString());
    request.createdAt = r.timestamp("created_at");
    request.updatedAt = r.timestamp("updated_at");
    request.version = r.integer("version");
    return r.finish(request);
}

QByteArray ServerRequest::columns()
{
    return "id,kind,data,state,answer,reason,created_by,created_at,updated_at,version";
}

nlohmann::json Invitation::toJson() const
{
    return {{"email", pl::toJson(email)},
            {"link", pl::toJson(link)},
            {"mailed", isMailed},
            {"not_mailed", pl::toJson(notMailed)}};
}

Result<Invitation> Invitation::fromJson(const nlohmann::json &answer)
{
    JsonReader r(answer);
    Invitation invitation;
    invitation.email = r.string("email");
    invitation.link = r.string("link");
    invitation.isMailed = r.booleanOr("mailed", false);
    invitation.notMailed = r.optionalString("not_mailed").value_or(QString());
    return r.finish(invitation);
}

} // namespace pl
