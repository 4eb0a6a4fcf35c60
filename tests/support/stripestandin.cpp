#include "tests/support/stripestandin.h"

#include "models/base/jsonreader.h"

#include <QDateTime>
#include <QFile>
#include <QUrl>

namespace pl::test {

using json = StripeStandIn::json;
using supabase::HttpRequest;
using supabase::HttpResponse;

namespace {

/// "a[b][0]=c" → {"a":{"b":{"0":"c"}}}: lists are objects with numbers as keys here.
json parsedForm(const QByteArray &form)
{
    json all = json::object();
    for (const QByteArray &pair : form.split('&')) {
        if (pair.isEmpty())
            continue;
        const QByteArray name = QByteArray::fromPercentEncoding(pair.left(pair.indexOf('=')));
        json *place = &all;
        for (QByteArray part : name.split('[')) {
            if (part.endsWith(']'))
                part.chop(1);
            place = &(*place)[part.toStdString()];
        }
        *place = QByteArray::fromPercentEncoding(pair.mid(pair.indexOf('=') + 1)).toStdString();
    }
    return all;
}

/// What each request may say: as much of Stripe's reference as the product needs.
const std::map<std::string, std::vector<std::string>> &knownParameters()
{
    static const std::map<std::string, std::vector<std::string>> all{
        {"POST customers", {"email", "name", "phone", "metadata", "description"}},
        {"POST customers/*", {"email", "name", "phone", "metadata", "invoice_settings"}},
        {"POST checkout/sessions",
         {"mode", "customer", "payment_method_types", "success_url", "cancel_url", "metadata", "currency"}},
        {"POST payment_intents",
         {"amount", "currency", "customer", "payment_method", "payment_method_types", "off_session", "confirm",
          "metadata", "description", "return_url", "expand"}},
        {"POST payment_intents/*/confirm", {"payment_method", "off_session", "return_url", "expand"}},
        {"POST payment_intents/*/cancel", {"cancellation_reason", "expand"}},
        {"POST refunds", {"payment_intent", "charge", "amount", "reason", "metadata", "expand"}},
        {"GET payment_intents", {"created", "customer", "limit", "starting_after", "expand"}},
        {"GET refunds", {"payment_intent", "charge", "created", "limit", "starting_after"}},
        {"GET disputes", {"payment_intent", "charge", "limit", "starting_after"}},
        {"GET customers", {"email", "created", "limit", "starting_after"}},
        {"GET payment_methods", {"customer", "type", "limit", "starting_after"}},
        {"GET *", {"expand"}}};
    return all;
}

/// Stripe's own example of each object.
const json &fixtures()
{
    static const json all = [] {
        QFile file(QStringLiteral(PL_TEST_DATA "/support/stripefixtures.json"));
        return file.open(QIODevice::ReadOnly) ? json::parse(file.readAll().toStdString())["resources"] : json();
    }();
    return all;
}

HttpResponse response(int status, const json &body)
{
    return {status, {{"Content-Type", "application/json"}}, QByteArray::fromStdString(body.dump())};
}

json error(const char *type, const std::string &code, const std::string &message)
{
    return {{"error", {{"type", type}, {"code", code}, {"message", message}}}};
}

} // namespace

StripeStandIn::StripeStandIn(QByteArray apiKey)
    : m_apiKey(std::move(apiKey)), m_fixtures(fixtures()), m_now(QDateTime::currentSecsSinceEpoch())
{
}

json StripeStandIn::ask(const QByteArray &method, const QByteArray &path, const QByteArray &form)
{
    ++m_now;
    return dispatch(method, path, parsedForm(form)).body;
}

HttpResponse StripeStandIn::handle(const HttpRequest &request)
{
    const QByteArray path = request.target.split('?').first().mid(4);
    m_log += request.method + ' ' + path;
    const auto header = [&request](const QByteArray &name) {
        for (const auto &[key, value] : request.headers)
            if (key.compare(name, Qt::CaseInsensitive) == 0)
                return value;
        return QByteArray();
    };
    if (!request.target.startsWith("/v1/"))
        return response(404, error("invalid_request_error", "", "Unrecognized request URL."));
    if (header("Authorization") != "Bearer " + m_apiKey)
        return response(401, error("invalid_request_error", "", "Invalid API Key provided."));
    if (header("Stripe-Version") != kVersion)
        m_complaint = "another Stripe-Version";
    if (request.method == "POST" && header("Content-Type") != "application/x-www-form-urlencoded")
        m_complaint = "not form-encoded";
    const auto trouble = nextTrouble(path);
    if (trouble == Trouble::Away)
        return response(503, json::object());
    if (trouble == Trouble::TooMany)
        return response(429, error("invalid_request_error", "rate_limit", "Request rate limit exceeded."));
    if (trouble == Trouble::RequestLost)
        return {0, {}, {}};
    if (trouble == Trouble::KeyInUse)
        return response(409, error("idempotency_error", "idempotency_key_in_use", "There is another request."));
    const HttpResponse answer = keyed(request, trouble);
    return trouble == Trouble::AnswerLost ? HttpResponse{0, {}, {}} : answer;
}

HttpResponse StripeStandIn::keyed(const HttpRequest &request, const std::optional<Trouble> &trouble)
{
    QByteArray key;
    for (const auto &[name, value] : request.headers)
        if (name.compare("Idempotency-Key", Qt::CaseInsensitive) == 0)
            key = value;
    const QByteArray question = request.target + '\n' + request.body;
    if (const auto kept = m_answers.find(key); request.method == "POST" && kept != m_answers.end()) {
        if (kept->second.question != question)
            return response(400, error("idempotency_error", "",
                                       "Keys for idempotent requests can only be used with the same parameters they "
                                       "were first used with."));
        HttpResponse again = kept->second.response;
        again.headers.emplaceBack("Idempotent-Replayed", "true");
        return again;
    }
    if (request.method == "POST" && key.isEmpty())
        m_complaint = "no Idempotency-Key";
    const HttpResponse failure = response(500, error("api_error", "", "An unknown error occurred."));
    const HttpResponse answer = trouble == Trouble::FailsBefore ? failure : answerOnce(request);
    const HttpResponse given = trouble == Trouble::FailsAfter ? failure : answer;
    // What fails validation never began, so its answer is not kept.
    if (request.method == "POST" && !key.isEmpty() && given.status != 400 && given.status != 404)
        m_answers[key] = {question, given};
    return given;
}

HttpResponse StripeStandIn::answerOnce(const HttpRequest &request)
{
    const qsizetype mark = request.target.indexOf('?');
    const QByteArray path = request.target.split('?').first().mid(4);
    const QByteArray form =
        request.method == "GET" ? (mark < 0 ? QByteArray() : request.target.mid(mark + 1)) : request.body;
    ++m_now;
    const Answer answer = dispatch(request.method, path, parsedForm(form));
    return response(answer.status, answer.body);
}

void StripeStandIn::trouble(const QByteArray &pathPrefix, Trouble trouble, int times)
{
    for (int i = 0; i < times; ++i)
        m_troubles.push_back({pathPrefix, trouble});
}

std::optional<StripeStandIn::Trouble> StripeStandIn::nextTrouble(const QByteArray &path)
{
    const auto planned = std::find_if(m_troubles.begin(), m_troubles.end(),
                                      [&](const Planned &one) { return path.startsWith(one.prefix); });
    if (planned == m_troubles.end())
        return std::nullopt;
    const Trouble trouble = planned->trouble;
    m_troubles.erase(planned);
    return trouble;
}

std::optional<StripeStandIn::Answer> StripeStandIn::refuseUnknown(const std::string &route, const json &parameters)
{
    auto known = knownParameters().find(route);
    if (known == knownParameters().end() && route.starts_with("GET "))
        known = knownParameters().find("GET *");
    if (known == knownParameters().end())
        return complain(404, error("invalid_request_error", "", "Unrecognized request URL (" + route + ")."));
    for (const auto &[name, value] : parameters.items())
        if (std::find(known->second.begin(), known->second.end(), name) == known->second.end())
            return complain(400,
                            error("invalid_request_error", "parameter_unknown", "Received unknown parameter: " + name));
    return std::nullopt;
}

StripeStandIn::Answer StripeStandIn::complain(int status, const json &body)
{
    if (!m_complaint)
        m_complaint = body["error"]["message"].get<std::string>();
    return {status, body};
}

StripeStandIn::Answer StripeStandIn::dispatch(const QByteArray &method, const QByteArray &path, const json &parameters)
{
    QByteArrayList parts = path.split('/');
    const bool hasId = parts.size() > 1 && parts[0] != "checkout";
    const std::string id = hasId ? parts[1].toStdString() : std::string();
    QByteArrayList pattern = parts;
    if (hasId)
        pattern[1] = "*";
    const std::string route = (method + ' ' + pattern.join('/')).toStdString();
    if (auto refused = refuseUnknown(route, parameters))
        return *refused;
    if (method == "GET")
        return get(parts, parameters);
    if (route == "POST customers")
        return createCustomer(parameters);
    if (route == "POST customers/*")
        return updateCustomer(id, parameters);
    if (route == "POST checkout/sessions")
        return createSession(parameters);
    if (route == "POST payment_intents")
        return createIntent(parameters);
    if (route == "POST payment_intents/*/confirm")
        return confirmIntent(id, parameters);
    if (route == "POST payment_intents/*/cancel")
        return cancelIntent(id);
    return createRefund(parameters);
}

StripeStandIn::Answer StripeStandIn::get(const QByteArrayList &path, const json &parameters)
{
    static const std::map<QByteArray, std::string> kinds{{"payment_intents", "payment_intent"},
                                                         {"refunds", "refund"},
                                                         {"disputes", "dispute"},
                                                         {"customers", "customer"},
                                                         {"payment_methods", "payment_method"},
                                                         {"setup_intents", "setup_intent"},
                                                         {"charges", "charge"}};
    if (path == QByteArrayList{"balance"})
        return {200, {{"object", "balance"}, {"livemode", false}}};
    const auto kind = kinds.find(path[0]);
    if (kind == kinds.end())
        return complain(404, error("invalid_request_error", "", "Unrecognized request URL."));
    if (path.size() == 1)
        return list(kind->second, parameters);
    const json *found = find(path[1].toStdString(), kind->second.c_str());
    if (!found)
        return {404, error("invalid_request_error", "resource_missing", "No such " + kind->second + ".")};
    return {200, expanded(*found, parameters)};
}

StripeStandIn::Answer StripeStandIn::list(const std::string &kind, const json &parameters)
{
    const auto limit = std::size_t(std::stoi(parameters.value("limit", std::string("10"))));
    const std::string after = parameters.value("starting_after", std::string());
    const std::int64_t since =
        parameters.contains("created") ? std::stoll(parameters["created"].value("gte", std::string("0"))) : 0;
    json data = json::array();
    bool isBehind = after.empty();
    bool hasMore = false;
    for (auto id = m_order.rbegin(); id != m_order.rend(); ++id) {
        const json &one = m_objects.at(*id);
        bool fits =
            one["object"] == kind && !one.value("deleted", false) && one["created"].get<std::int64_t>() >= since;
        for (const char *field : {"customer", "payment_intent", "charge", "email", "type"})
            fits = fits && (!parameters.contains(field) || one.value(field, json()) == parameters[field]);
        if (fits && isBehind && data.size() == limit)
            hasMore = true;
        if (fits && isBehind && data.size() < limit)
            data.push_back(expanded(one, parameters));
        isBehind = isBehind || *id == after;
    }
    return {200, {{"object", "list"}, {"url", "/v1/" + kind + "s"}, {"has_more", hasMore}, {"data", data}}};
}

json StripeStandIn::expanded(const json &object, const json &parameters) const
{
    json result = object;
    const json expand = parameters.value("expand", json::object());
    for (const auto &[index, what] : expand.items()) {
        const bool wantsRefunds = what == "latest_charge.refunds" || what == "data.latest_charge.refunds";
        const bool isKnown = wantsRefunds || what == "latest_charge";
        if (isKnown && result.contains("latest_charge") && result["latest_charge"].is_string()) {
            const json &charge = m_objects.at(result["latest_charge"].get<std::string>());
            result["latest_charge"] = wantsRefunds ? withRefunds(charge) : charge;
        }
    }
    return result;
}

/// The newest ten, as Stripe expands a list inside of an object.
json StripeStandIn::withRefunds(const json &charge) const
{
    json data = json::array();
    std::size_t count = 0;
    for (auto id = m_order.rbegin(); id != m_order.rend(); ++id) {
        const json &one = m_objects.at(*id);
        if (one["object"] != "refund" || one["charge"] != charge["id"])
            continue;
        if (++count <= 10)
            data.push_back(one);
    }
    json result = charge;
    result["refunds"] = {{"object", "list"}, {"has_more", count > 10}, {"data", data}};
    return result;
}

json &StripeStandIn::make(const std::string &kind, const char *prefix)
{
    const std::string id = std::string(prefix) + "_standin" + std::to_string(++m_next);
    json object = m_fixtures.at(kind);
    object["id"] = id;
    object["created"] = m_now;
    object["livemode"] = m_apiKey.contains("_live_");
    object["metadata"] = json::object();
    m_order.push_back(id);
    return m_objects[id] = object;
}

json *StripeStandIn::find(const std::string &id, const char *kind)
{
    const auto found = m_objects.find(id);
    return found != m_objects.end() && found->second["object"] == kind ? &found->second : nullptr;
}

void StripeStandIn::emitEvent(const std::string &type, const json &object, const json &previous)
{
    json event = m_fixtures.at("event");
    event["id"] = "evt_standin" + std::to_string(++m_next);
    event["type"] = type;
    event["api_version"] = kVersion;
    event["created"] = m_now;
    event["livemode"] = m_apiKey.contains("_live_");
    event["data"] = {{"object", object}};
    if (!previous.is_null())
        event["data"]["previous_attributes"] = previous;
    m_events.push_back(event);
    if (m_receiver)
        m_receiver(event);
}

std::vector<std::string> StripeStandIn::ids(const std::string &kind) const
{
    std::vector<std::string> found;
    for (const std::string &id : m_order)
        if (m_objects.at(id)["object"] == kind)
            found.push_back(id);
    return found;
}

std::vector<json> StripeStandIn::all(const std::string &kind) const
{
    std::vector<json> found;
    for (const std::string &id : ids(kind))
        found.push_back(m_objects.at(id));
    return found;
}

int StripeStandIn::requests(const QByteArray &methodAndPathPrefix) const
{
    return int(std::count_if(m_log.begin(), m_log.end(),
                             [&](const QByteArray &line) { return line.startsWith(methodAndPathPrefix); }));
}

QFuture<Result<HttpResponse>> StripeStandInTransport::send(HttpRequest request)
{
    const HttpResponse answer = m_stripe.handle(request);
    if (answer.status == 0)
        return QtFuture::makeReadyFuture(
            Result<HttpResponse>(Error{ErrorCode::TimedOut, QStringLiteral("The server did not answer in time.")}));
    return QtFuture::makeReadyFuture(Result<HttpResponse>(answer));
}

} // namespace pl::test
