#include "server/main/servicecheck.h"

#include "models/base/answer.h"
#include "models/base/jsonmember.h"

namespace pl {

namespace {

using namespace Qt::StringLiterals;
using nlohmann::json;
using supabase::HttpResponse;

json bodyIn(const HttpResponse &answer)
{
    return parseJson(answer.body, {}).valueOr(json());
}

bool isKeyRefused(const HttpResponse &answer)
{
    return answer.status == 401 || answer.status == 403;
}

/// Empty: mail can be sent with this key.
QString emailFault(const Result<HttpResponse> &answer)
{
    if (!answer || answer->status >= 500)
        return u"SendGrid can't be reached."_s;
    if (isKeyRefused(*answer))
        return u"SendGrid rejected the key in EMAIL_SERVICE_API_KEY."_s;
    const json scopes = jsonMember(bodyIn(*answer), "scopes");
    if (!scopes.is_array())
        return u"SendGrid sent an invalid answer."_s;
    const bool sends = std::find(scopes.begin(), scopes.end(), json("mail.send")) != scopes.end();
    return sends ? QString() : u"The key in EMAIL_SERVICE_API_KEY may not send mail. Give it that permission."_s;
}

QString smsFault(const Result<HttpResponse> &answer)
{
    if (!answer || answer->status >= 500)
        return u"Twilio can't be reached."_s;
    if (isKeyRefused(*answer) || answer->status == 404)
        return u"Twilio rejected the key in SMS_SERVICE_API_KEY."_s;
    const QString status = jsonText(bodyIn(*answer), "status");
    if (status.isEmpty())
        return u"Twilio sent an invalid answer."_s;
    return status == u"active" ? QString() : u"The Twilio account is not active. Sign in at Twilio to see why."_s;
}

} // namespace

ServiceCheck::ServiceCheck(const Settings &settings, ServiceWatch &watch, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_watch(watch)
    , m_stripeWire(settings.stripeApiBase)
    , m_email(settings.emailApiBase)
    , m_sms(settings.smsApiBase)
    , m_stripe(m_stripeWire, settings.stripeApiKey, this, kTimeout)
{
}

QFuture<Result<>> ServiceCheck::run()
{
    const Answer<> answer;
    checkStripe([this, answer] { checkEmail([this, answer] { checkSms([answer] { answer.finish({}); }); }); });
    return answer.future();
}

void ServiceCheck::note(Service service, const QString &fault)
{
    fault.isEmpty() ? m_watch.worked(service) : m_watch.failed(service, fault);
}

void ServiceCheck::checkStripe(const std::function<void()> &next)
{
    if (m_settings.stripeApiKey.isEmpty())
        return next();
    onResult(this, m_stripe.object("balance"), [this, next](const Result<json> &balance) {
        note(Service::Stripe, balance ? QString() : balance.error().message);
        next();
    });
}

void ServiceCheck::checkEmail(const std::function<void()> &next)
{
    if (!m_settings.sendsEmail())
        return next();
    const auto asked = m_email.send(
        {"GET", "/v3/scopes", {{"Authorization", "Bearer " + m_settings.emailServiceApiKey}}, {}, kTimeout});
    onResult(this, asked, [this, next](const Result<HttpResponse> &answer) {
        note(Service::Email, emailFault(answer));
        next();
    });
}

void ServiceCheck::checkSms(const std::function<void()> &next)
{
    if (!m_settings.sendsSms())
        return next();
    const QByteArray &key = m_settings.smsServiceApiKey;
    const auto asked = m_sms.send({"GET",
                                   "/2010-04-01/Accounts/" + key.left(key.indexOf(':')) + ".json",
                                   {{"Authorization", "Basic " + key.toBase64()}},
                                   {},
                                   kTimeout});
    onResult(this, asked, [this, next](const Result<HttpResponse> &answer) {
        note(Service::Sms, smsFault(answer));
        next();
    });
}

} // namespace pl
