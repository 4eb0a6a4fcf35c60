#include "server/notify/twiliowebhook.h"

#include "models/base/jsonreader.h"
#include "models/domain/smstext.h"
#include "server/http/problem.h"
#include "server/notify/reply.h"
#include "server/notify/twiliosignature.h"

namespace pl::notify {

namespace {

using nlohmann::json;

const char *wordFor(Wish wish)
{
    static constexpr const char *kWords[] = {"reply", "stop", "start", "help"};
    return kWords[static_cast<std::size_t>(wish)];
}

/// TwiML that says `sentence`, or nothing.
http::Response twiml(const QString &sentence = {})
{
    const QString message =
        sentence.isEmpty() ? QString() : QStringLiteral("<Message>%1</Message>").arg(sentence.toHtmlEscaped());
    return {
        200,
        {{"Content-Type", "text/xml"}},
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" +
            (message.isEmpty() ? QStringLiteral("<Response/>") : QStringLiteral("<Response>%1</Response>").arg(message))
                .toUtf8()};
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
    const shared::FormFields fields = shared::rawFields(request.body);
    QByteArray url = m_options.url.toUtf8();
    if (!request.query.isEmpty())
        url += '?' + request.query;
    if (!isTwilioSignature(request.header("X-Twilio-Signature"), m_options.token, url, fields)) {
        m_calls.with({"signature"}).add();
        return http::answered(
            http::problem(403, QStringLiteral("This request is not signed by Twilio."), request.path));
    }
    const QByteArray from = shared::fieldOf(fields, "From");
    const QByteArray sid = shared::fieldOf(fields, "MessageSid");
    if (from.isEmpty() || sid.isEmpty()) {
        m_calls.with({"ignored"}).add();
        return http::answered(twiml());
    }
    const Reply reply = replyIn(fields);
    m_calls.with({wordFor(reply.wish)}).add();
    const json event{{"from", toJson(QString::fromUtf8(from))},
                     {"wish", wordFor(reply.wish)},
                     {"text", toJson(reply.text)},
                     {"seen", reply.isSettled()}};
    const bool isHelped = reply.wish == Wish::Help && !reply.isAnswered;
    return m_journal.submitEvent({kTwilioKind, sid.left(64), dumpJson(event), Timestamp::now()})
        .then([help = isHelped ? helpText() : QString()](const Result<journal::EventReceipt> &receipt) {
            return receipt ? twiml(help) : http::problem(receipt.error());
        });
}

QString TwilioWebhook::helpText() const
{
    const OfficeIdentity office = m_office().orElse({QStringLiteral("Plumber Leads"), m_options.officeEmail, {}, {}});
    const QString contact =
        office.replyTo.isEmpty() ? QString() : QStringLiteral(" Questions? E-mail %1.").arg(office.replyTo);
    return withPlainPunctuation(
        QStringLiteral("%1: texts about leads for plumbers.%2 Reply STOP to end.").arg(office.name, contact));
}

} // namespace pl::notify
