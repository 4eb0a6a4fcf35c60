#pragma once

#include "models/base/jsonreader.h"

namespace pl {

/// One template as the server would send it, with made-up people.
struct MessagePreview
{
    QString templateName;
    QString channel; ///< "email" or "sms"; a text message has neither subject nor HTML
    QString subject;
    QString text;
    QString html;

    bool operator==(const MessagePreview &) const = default;
    nlohmann::json toJson() const;
    static Result<MessagePreview> fromJson(const nlohmann::json &object);
};

/// What the server can send, for the office to preview: the row `message_samples` of `settings`, which every server
/// rewrites when it starts.
struct MessageSamples
{
    static constexpr QLatin1StringView kKey{"message_samples"};

    bool hasEmail = false; ///< the service has an API key
    bool hasSms = false;
    QList<MessagePreview> previews;
    QString officeName = {}; ///< the server's own, used while the office has set none; empty: it has none, either
    QString emailFrom = {};  ///< the address that e-mail comes from

    bool operator==(const MessageSamples &) const = default;
    bool sends(const QString &channel) const { return channel == u"sms" ? hasSms : hasEmail; }
    nlohmann::json toJson() const;
    static Result<MessageSamples> fromJson(const nlohmann::json &object);
};

enum class MessageTestState { None, Asked, Sending, Sent, NotSent };

template <>
inline constexpr std::array<QLatin1StringView, 5> kEnumNames<MessageTestState>{
    QLatin1StringView("none"), QLatin1StringView("asked"), QLatin1StringView("sending"), QLatin1StringView("sent"),
    QLatin1StringView("not_sent")};

/// An admin's request for one of the samples, and its outcome: the row `message_test` of `settings`. The server creates
/// the row; an admin writes `Asked` over the version seen, and the server writes the states that follow, without the
/// recipient.
struct MessageTest
{
    static constexpr QLatin1StringView kKey{"message_test"};

    MessageTestState state = MessageTestState::None;
    QUuid ask; ///< chosen by the requester to recognize the answer
    QString templateName;
    QString channel;
    QString recipient;
    QString reason; ///< why it was not sent, as a sentence
    QString language = QStringLiteral("en");
    std::optional<QString> body = {}; ///< a text that is not saved yet, sent in place of the template's
    QString subject = {};             ///< with `body`

    bool operator==(const MessageTest &) const = default;
    bool isUnderWay() const { return state == MessageTestState::Asked || state == MessageTestState::Sending; }
    nlohmann::json toJson() const;
    static Result<MessageTest> fromJson(const nlohmann::json &object);
};

} // namespace pl
