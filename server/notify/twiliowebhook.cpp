#include "server/notify/twiliowebhook.h"

#include "models/domain/jsonreader.h"
#include "server/http/problem.h"
#include "server/notify/twiliosignature.h"

#include <map>

namespace pl::notify {

namespace {

using nlohmann::json;
using supabase::Query;

/// Twilio's own words for it, as a whole message (its default keywords); "" for anything else.
QByteArray wishOf(const FormFields &fields)
{
    static const QByteArrayList kStop{"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"};
    static const QByteArrayList kStart{"START", "YES", "UNSTOP"};
    const QByteArray told = fieldOf(fields, "OptOutType");
    const QByteArray word = (told.isEmpty() ? fieldOf(fields, "Body") : told).trimmed().toUpper();
    if (kStop.contains(word))
        return "stop";
    return kStart.contains(word) ? "start" : "";
}

http::Response thanks()
{
    return {200, {{"Content-Type", "text/xml"}}, "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response/>"};
}

http::Response answerTo(const Result<journal::EventReceipt> &receipt)
{
    return receipt ? thanks() : http::problem(receipt.error());
}

/// The last wish of each number.
std::map<std::string, bool> wishesOf(const QList<journal::Entry> &entries)
{
    std::map<std::string, bool> stops;
    for (const journal::Entry &entry : entries) {
        const json event = parseJson(entry.payload, {}).valueOr(json());
        if (event.is_object())
            stops[event.value("from", "")] = event.value("wish", "") == "stop";
    }
    return stops;
}

QFuture<Result<>> deleteOptOuts(supabase::RestClient &rest, const QStringList &numbers)
{
    if (numbers.isEmpty())
        return QtFuture::makeReadyFuture(Result<>());
    const auto query = Query("opt_outs").in("phone_number", numbers);
    return rest.send({"DELETE", query.target()}, true).then([](const Result<supabase::HttpResponse> &answer) {
        const auto deleted = supabase::jsonFromResponse(answer);
        return deleted ? Result<>() : Result<>(deleted.error());
    });
}

} // namespace

TwilioWebhook::TwilioWebhook(journal::Journal &journal, metrics::Registry &registry, Options options)
    : m_journal(journal)
    , m_calls(registry.counter("twilio_webhooks_total", "Calls to the Twilio webhook.", {"outcome"}))
    , m_options(std::move(options))
{
}

void TwilioWebhook::addRoutes(http::Router &router)
{
    router.add("POST", "/webhooks/twilio",
               [this](const http::Request &request, const http::PathParameters &) { return handle(request); });
}

Later<http::Response> TwilioWebhook::handle(const http::Request &request) const
{
    const FormFields fields = parseForm(request.body);
    QByteArray url = m_options.url.toUtf8();
    if (!request.query.isEmpty())
        url += '?' + request.query;
    if (!isTwilioSignature(request.header("X-Twilio-Signature"), m_options.token, url, fields)) {
        m_calls.with({"signature"}).add();
        return http::answered(http::problem(403, QStringLiteral("This is not signed by Twilio."), request.path));
    }
    const QByteArray wish = wishOf(fields);
    const QByteArray from = fieldOf(fields, "From");
    const QByteArray sid = fieldOf(fields, "MessageSid");
    if (wish.isEmpty() || from.isEmpty() || sid.isEmpty()) {
        m_calls.with({"ignored"}).add();
        return http::answered(thanks());
    }
    m_calls.with({wish}).add();
    const json event{{"from", toJson(QString::fromUtf8(from))}, {"wish", wish.toStdString()}};
    return m_journal.submitEvent({kTwilioKind, sid.left(64), dumpJson(event), Timestamp::now()}).then(answerTo);
}

journal::EventSink optOutSink(supabase::RestClient &rest)
{
    return [&rest](const QList<journal::Entry> &entries) -> QFuture<Result<>> {
        json rows = json::array();
        QStringList starts;
        for (const auto &[number, stops] : wishesOf(entries)) {
            if (stops)
                rows.push_back({{"phone_number", number}});
            else
                starts += QString::fromStdString(number);
        }
        if (rows.empty())
            return deleteOptOuts(rest, starts);
        return rest
            .insert(Query("opt_outs").select("phone_number").onConflict("phone_number"), rows,
                    supabase::OnConflict::IgnoreDuplicates)
            .then([](const Result<json> &inserted) { return inserted ? Result<>() : Result<>(inserted.error()); });
    };
}

} // namespace pl::notify
