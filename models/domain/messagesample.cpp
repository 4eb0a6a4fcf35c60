#include "models/domain/messagesample.h"

namespace pl {

nlohmann::json MessagePreview::toJson() const
{
    return {{"template", pl::toJson(templateName)},
            {"channel", pl::toJson(channel)},
            {"subject", pl::toJson(subject)},
            {"text", pl::toJson(text)},
            {"html", pl::toJson(html)}};
}

Result<MessagePreview> MessagePreview::fromJson(const nlohmann::json &object)
{
    JsonReader r(object);
    MessagePreview preview;
    preview.templateName = r.string("template");
    preview.channel = r.string("channel");
    preview.subject = r.optionalString("subject").value_or(QString());
    preview.text = r.string("text");
    preview.html = r.optionalString("html").value_or(QString());
    return r.finish(preview);
}

nlohmann::json MessageSamples::toJson() const
{
    nlohmann::json list = nlohmann::json::array();
    for (const MessagePreview &preview : previews)
        list.push_back(preview.toJson());
    return {{"email", hasEmail},
            {"sms", hasSms},
            {"previews", list},
            {"office_name", pl::toJson(officeName)},
            {"email_from", pl::toJson(emailFrom)}};
}

Result<MessageSamples> MessageSamples::fromJson(const nlohmann::json &object)
{
    JsonReader r(object);
    MessageSamples samples;
    samples.hasEmail = r.booleanOr("email", false);
    samples.hasSms = r.booleanOr("sms", false);
    samples.officeName = r.optionalString("office_name").value_or(QString());
    samples.emailFrom = r.optionalString("email_from").value_or(QString());
    const nlohmann::json list = r.raw("previews");
    if (!list.is_array())
        r.addError("previews", "wrong_type", QStringLiteral("must be a list"));
    for (const nlohmann::json &each : list) {
        const auto preview = MessagePreview::fromJson(each);
        if (!preview)
            return preview.error();
        samples.previews += *preview;
    }
    return r.finish(samples);
}

nlohmann::json MessageTest::toJson() const
{
    return {{"state", enumText(state)},
            {"ask", pl::toJson(ask)},
            {"template", pl::toJson(templateName)},
            {"channel", pl::toJson(channel)},
            {"recipient", pl::toJson(recipient)},
            {"reason", pl::toJson(reason)},
            {"language", pl::toJson(language)},
            {"body", pl::toJson(body)},
            {"subject", pl::toJson(subject)}};
}

Result<MessageTest> MessageTest::fromJson(const nlohmann::json &object)
{
    JsonReader r(object);
    MessageTest test;
    test.state = r.enumeration<MessageTestState>("state");
    test.ask = r.optionalUuid("ask").value_or(QUuid());
    test.templateName = r.optionalString("template").value_or(QString());
    test.channel = r.optionalString("channel").value_or(QString());
    test.recipient = r.optionalString("recipient").value_or(QString());
    test.reason = r.optionalString("reason").value_or(QString());
    test.language = r.optionalString("language").value_or(test.language);
    test.body = r.optionalString("body");
    test.subject = r.optionalString("subject").value_or(QString());
    return r.finish(test);
}

} // namespace pl
