#include "tests/support/messagestandins.h"

#include "server/http/router.h"

#include <QHostAddress>
#include <QMessageAuthenticationCode>
#include <QUrl>
#include <QUrlQuery>

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

namespace pl::test {

using nlohmann::json;
using supabase::HttpRequest;
using supabase::HttpResponse;

namespace {

QUrlQuery formOf(QByteArray text)
{
    return QUrlQuery(QString::fromUtf8(text.replace('+', "%20")));
}

std::string value(const QUrlQuery &form, const char *name)
{
    return form.queryItemValue(QString::fromLatin1(name), QUrl::FullyDecoded).toStdString();
}

HttpResponse jsonAnswer(int status, const json &body)
{
    return {status, {{"Content-Type", "application/json"}}, QByteArray::fromStdString(body.dump())};
}

/// As Twilio sees an address that it is to call.
bool isReachable(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    const QString host = url.host();
    const bool isHere = QHostAddress(host).isLoopback() || host.startsWith(u"10.") || host.startsWith(u"192.168.");
    return url.isValid() && (url.scheme() == u"https" || url.scheme() == u"http") && host.contains(u'.') && !isHere &&
           !host.contains(u'_') && url.path().startsWith(u'/') && text.size() <= 4000;
}

} // namespace

HttpResponse MessageStandIn::handle(const HttpRequest &request)
{
    if (!isAuthorized(request))
        return jsonAnswer(401, {{"message", "who are you?"}});
    if (request.method == "GET") {
        ++m_looks;
        return look(request);
    }
    ++m_tries;
    if (m_troubles.empty())
        return take(request);
    const MessageTrouble trouble = m_troubles.front();
    m_troubles.pop_front();
    return troubled(trouble, request);
}

HttpResponse MessageStandIn::take(const HttpRequest &request)
{
    auto taken = read(request);
    if (!taken)
        return jsonAnswer(400, {{"message", *m_complaint}});
    taken->id = "id-" + std::to_string(m_taken.size() + 1);
    m_taken.push_back(*taken);
    return answerTo(*taken);
}

HttpResponse MessageStandIn::troubled(MessageTrouble trouble, const HttpRequest &request)
{
    switch (trouble) {
    case MessageTrouble::Refused:
    case MessageTrouble::OptedOut:
        return refusal(trouble);
    case MessageTrouble::BadCallback:
        return request.body.contains("StatusCallback") ? refusal(trouble) : take(request);
    case MessageTrouble::Away:
        return {503, {}, "away"};
    case MessageTrouble::TooMany:
        return {429, {}, {}};
    case MessageTrouble::BadKey:
        return {401, {}, {}};
    case MessageTrouble::AnswerLost:
        take(request);
        return {};
    case MessageTrouble::RequestLost:
        return {};
    case MessageTrouble::Lie:
        return {200, {{"Content-Type", "text/html"}}, "<h1>Welcome to the proxy</h1>"};
    }
    return {};
}

std::optional<MessageStandIn::Taken> MessageStandIn::complain(const std::string &what)
{
    if (!m_complaint)
        m_complaint = what;
    return std::nullopt;
}

bool SendGridStandIn::isAuthorized(const HttpRequest &request) const
{
    for (const auto &[name, given] : request.headers)
        if (name.toLower() == "authorization")
            return given == QByteArray("Bearer ") + kKey;
    return false;
}

std::optional<MessageStandIn::Taken> SendGridStandIn::read(const HttpRequest &request)
{
    const json body = json::parse(request.body.toStdString(), nullptr, false);
    if (request.target != "/v3/mail/send" || !body.is_object())
        return complain("not a mail to send");
    try {
        const json &person = body.at("personalizations").at(0);
        const json &content = body.at("content");
        if (content.at(0).at("type") != "text/plain" || content.at(1).at("type") != "text/html")
            return complain("content: plain text comes first, then HTML");
        if (body.at("from").at("email") != kFrom || body.at("tracking_settings").at("click_tracking").at("enable"))
            return complain("from, or links are tracked");
        const std::string subject = body.at("subject");
        if (subject.empty() || subject.find('\n') != std::string::npos)
            return complain("subject");
        const json none = json::object();
        const json logo = body.contains("attachments") ? body.at("attachments").at(0) : none;
        if (logo != none && (logo.at("type") != "image/png" || logo.at("disposition") != "inline" ||
                             content.at(1).at("value").get<std::string>().find(
                                 "cid:" + logo.at("content_id").get<std::string>()) == std::string::npos))
            return complain("attachments: a picture that the page shows");
        return Taken{{},
                     person.at("to").at(0).at("email"),
                     subject,
                     content.at(0).at("value"),
                     content.at(1).at("value"),
                     person.at("custom_args").at("notification"),
                     {},
                     body.at("from").value("name", std::string()),
                     body.value("reply_to", none).value("email", std::string()),
                     logo.value("content", std::string())};
    } catch (const json::exception &error) {
        return complain(error.what());
    }
}

HttpResponse SendGridStandIn::answerTo(const Taken &taken) const
{
    return {202, {{"X-Message-Id", QByteArray::fromStdString(taken.id)}}, {}};
}

HttpResponse SendGridStandIn::look(const HttpRequest &request)
{
    if (request.target == "/v3/scopes")
        return jsonAnswer(200, {{"scopes", canSend ? json::array({"mail.send", "alerts.read"}) : json::array()}});
    if (!hasFeed)
        return jsonAnswer(403, {{"errors", json::array({{{"message", "access forbidden"}}})}});
    const QUrlQuery query = formOf(request.target.mid(request.target.indexOf('?') + 1));
    json found = json::array();
    for (const Taken &each : m_taken)
        if (value(query, "query") == "unique_args['notification']=\"" + each.notification + "\"")
            found.push_back({{"msg_id", each.id}, {"to_email", each.to}});
    return jsonAnswer(200, {{"messages", found}});
}

HttpResponse SendGridStandIn::refusal(MessageTrouble) const
{
    return jsonAnswer(400, {{"errors", json::array({{{"message", "Does not contain a valid address."}}})}});
}

struct SendGridStandIn::Key
{
    EVP_PKEY *pair = EVP_EC_gen("P-256");
    ~Key() { EVP_PKEY_free(pair); }
};

SendGridStandIn::SendGridStandIn() : m_key(std::make_unique<Key>()) {}

SendGridStandIn::~SendGridStandIn() = default;

QByteArray SendGridStandIn::publicKey() const
{
    unsigned char *der = nullptr;
    const int length = i2d_PUBKEY(m_key->pair, &der);
    const QByteArray text = QByteArray(reinterpret_cast<const char *>(der), length).toBase64();
    OPENSSL_free(der);
    return text;
}

json SendGridStandIn::event(const Taken &taken, const char *kind, const json &more)
{
    static int next = 0;
    json event{{"email", taken.to},
               {"event", kind},
               {"notification", taken.notification},
               {"sg_event_id", "ZXZlbnQ-" + std::to_string(++next)},
               {"sg_message_id", taken.id + ".recvd-5c9d6f5b6b-x2x2x-1-65F0A1B2-3.0"},
               {"smtp-id", "<" + taken.id + "@geopod-ismtpd-1>"},
               {"timestamp", 1'795'456'800}};
    event.update(more);
    return event;
}

ProviderCall SendGridStandIn::tells(const json &events) const
{
    const QByteArray body = QByteArray::fromStdString(events.dump()) + "\r\n";
    const QByteArray time("1795456801");
    const QByteArray text = time + body;
    const auto *bytes = reinterpret_cast<const unsigned char *>(text.constData());
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    EVP_DigestSignInit(context, nullptr, EVP_sha256(), nullptr, m_key->pair);
    std::size_t length = 0;
    EVP_DigestSign(context, nullptr, &length, bytes, std::size_t(text.size()));
    std::vector<unsigned char> signature(length);
    EVP_DigestSign(context, signature.data(), &length, bytes, std::size_t(text.size()));
    EVP_MD_CTX_free(context);
    const QByteArray der(reinterpret_cast<const char *>(signature.data()), qsizetype(length));
    return {"/webhooks/sendgrid",
            {},
            {{"Content-Type", "application/json"},
             {"X-Twilio-Email-Event-Webhook-Signature", der.toBase64()},
             {"X-Twilio-Email-Event-Webhook-Timestamp", time}},
            body};
}

bool TwilioStandIn::isAuthorized(const HttpRequest &request) const
{
    for (const auto &[name, given] : request.headers)
        if (name.toLower() == "authorization")
            return given == "Basic " + QByteArray(kKey).toBase64();
    return false;
}

std::optional<MessageStandIn::Taken> TwilioStandIn::read(const HttpRequest &request)
{
    const QUrlQuery form = formOf(request.body);
    if (request.target != "/2010-04-01/Accounts/AC0123456789abcdef0123456789abcdef/Messages.json")
        return complain("target");
    const std::string callback = value(form, "StatusCallback");
    if (value(form, "From") != kFrom || !value(form, "To").starts_with("+") || value(form, "Body").empty() ||
        value(form, "Body").size() > 1600 || form.queryItems().size() != (callback.empty() ? 3 : 4))
        return complain("From, To and Body");
    if (!callback.empty() && !isReachable(QString::fromStdString(callback)))
        return complain("21609: StatusCallback is no address on the Internet");
    return Taken{{}, value(form, "To"), {}, value(form, "Body"), {}, {}, callback};
}

ProviderCall TwilioStandIn::signedCall(const QByteArray &url, const QByteArray &form)
{
    auto items = formOf(form).queryItems(QUrl::FullyDecoded);
    std::sort(items.begin(), items.end());
    QByteArray text = url;
    for (const auto &[name, value] : items)
        text += name.toUtf8() + value.toUtf8();
    const QByteArray signature = QMessageAuthenticationCode::hash(text, kToken, QCryptographicHash::Sha1).toBase64();
    const QUrl address = QUrl::fromEncoded(url);
    return {address.path().toUtf8(),
            address.query(QUrl::FullyEncoded).toUtf8(),
            {{"Content-Type", "application/x-www-form-urlencoded"}, {"X-Twilio-Signature", signature}},
            form};
}

ProviderCall TwilioStandIn::tells(const Taken &taken, const char *status, int errorCode)
{
    const QByteArray sid = QByteArray::fromStdString(taken.id);
    QByteArray form = "SmsSid=" + sid + "&SmsStatus=" + status + "&MessageStatus=" + status +
                      "&To=" + QByteArray::fromStdString(taken.to).toPercentEncoding() + "&MessageSid=" + sid +
                      "&AccountSid=AC0123456789abcdef0123456789abcdef&From=" + QByteArray(kFrom).toPercentEncoding() +
                      "&ApiVersion=2010-04-01";
    if (errorCode != 0)
        form += "&ErrorCode=" + QByteArray::number(errorCode);
    return signedCall(QByteArray::fromStdString(taken.callback), form);
}

HttpResponse TwilioStandIn::answerTo(const Taken &taken) const
{
    return jsonAnswer(201, {{"sid", taken.id}, {"status", "queued"}, {"error_code", nullptr}});
}

HttpResponse TwilioStandIn::look(const HttpRequest &request)
{
    if (request.target == "/2010-04-01/Accounts/AC0123456789abcdef0123456789abcdef.json")
        return jsonAnswer(200, {{"status", isActive ? "active" : "suspended"}});
    const QUrlQuery query = formOf(request.target.mid(request.target.indexOf('?') + 1));
    json found = json::array();
    for (const Taken &each : m_taken)
        if (value(query, "To") == each.to && value(query, "From") == kFrom)
            found.push_back(
                {{"sid", each.id}, {"body", each.text}, {"direction", "outbound-api"}, {"date_created", nullptr}});
    return jsonAnswer(200, {{"messages", found}});
}

HttpResponse TwilioStandIn::refusal(MessageTrouble trouble) const
{
    const int code = trouble == MessageTrouble::OptedOut      ? 21610
                     : trouble == MessageTrouble::BadCallback ? 21609
                                                              : 21211;
    return jsonAnswer(400, {{"code", code}, {"message", "refused"}, {"status", 400}});
}

QFuture<Result<HttpResponse>> MessageStandInTransport::send(HttpRequest request)
{
    const HttpResponse answer = m_provider.handle(request);
    if (answer.status == 0)
        return QtFuture::makeReadyFuture(
            Result<HttpResponse>(Error{ErrorCode::TimedOut, QStringLiteral("No answer in time.")}));
    return QtFuture::makeReadyFuture(Result<HttpResponse>(answer));
}

MessageStandInServer::MessageStandInServer(MessageStandIn &provider)
{
    m_server = std::make_unique<http::Server>(
        [&provider](const http::Request &request) {
            const QByteArray target = request.path + (request.query.isEmpty() ? QByteArray() : '?' + request.query);
            const auto answer = provider.handle({request.method, target, request.headers, request.body});
            return http::answered({answer.status == 0 ? 500 : answer.status, answer.headers, answer.body});
        },
        http::Limits());
    if (const auto port = m_server->listen(QHostAddress(QHostAddress::LocalHost), 0))
        m_url = QStringLiteral("http://127.0.0.1:%1").arg(*port);
}

} // namespace pl::test
