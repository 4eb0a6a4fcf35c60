#pragma once

#include "models/supabase/transport.h"
#include "server/http/server.h"

#include <nlohmann/json.hpp>

#include <deque>
#include <optional>
#include <vector>

namespace pl::test {

/// What becomes of a stand-in's next message.
enum class MessageTrouble {
    Refused,     ///< this address or number can't be sent to
    OptedOut,    ///< Twilio's 21610
    Away,        ///< 503, not taken
    TooMany,     ///< 429
    BadKey,      ///< 401
    AnswerLost,  ///< taken, but no answer comes
    RequestLost, ///< not taken, and no answer comes
    Lie,         ///< 200 with something else, not taken
    BadCallback  ///< Twilio's 21609: it can't reach the address for its news
};

/// A call of a provider's to a webhook, signed.
struct ProviderCall
{
    QByteArray path;
    QByteArray query = {};
    supabase::Headers headers;
    QByteArray body;
};

/// What SendGrid and Twilio have in common here: strict about what they are sent, with troubles on demand. A lost
/// answer is a status of 0. One thread.
class MessageStandIn
{
public:
    virtual ~MessageStandIn() = default;

    supabase::HttpResponse handle(const supabase::HttpRequest &request);

    struct Taken
    {
        std::string id;
        std::string to;
        std::string subject;
        std::string text;
        std::string html;
        std::string notification;
        std::string callback;      ///< where its news are wanted; empty: nowhere
        std::string fromName = {}; ///< of a mail, and the two below
        std::string replyTo = {};
        std::string logo = {}; ///< base64
    };
    const std::vector<Taken> &taken() const { return m_taken; }
    int tries() const { return m_tries; }
    int looks() const { return m_looks; }
    void trouble(MessageTrouble trouble) { m_troubles.push_back(trouble); }
    /// The first thing that a request was refused for as malformed; there should be none.
    const std::optional<std::string> &complaint() const { return m_complaint; }

protected:
    virtual bool isAuthorized(const supabase::HttpRequest &request) const = 0;
    virtual std::optional<Taken> read(const supabase::HttpRequest &request) = 0;
    virtual supabase::HttpResponse answerTo(const Taken &taken) const = 0;
    virtual supabase::HttpResponse look(const supabase::HttpRequest &request) = 0;
    virtual supabase::HttpResponse refusal(MessageTrouble trouble) const = 0;
    std::optional<Taken> complain(const std::string &what);
    std::vector<Taken> m_taken;

private:
    supabase::HttpResponse troubled(MessageTrouble trouble, const supabase::HttpRequest &request);
    supabase::HttpResponse take(const supabase::HttpRequest &request);

    std::deque<MessageTrouble> m_troubles;
    std::optional<std::string> m_complaint;
    int m_tries = 0;
    int m_looks = 0;
};

class SendGridStandIn : public MessageStandIn
{
public:
    static constexpr const char *kKey = "SG.standin";
    static constexpr const char *kFrom = "office@leads.example";
    /// Whether the account has bought the activity feed.
    bool hasFeed = true;
    /// Whether its key may send mail.
    bool canSend = true;

    SendGridStandIn();
    ~SendGridStandIn() override;
    /// As SendGrid shows it for its event webhook.
    QByteArray publicKey() const;
    /// An event of its webhook ("delivered", "bounce"), with `more` in it.
    static nlohmann::json event(const Taken &taken, const char *kind,
                                const nlohmann::json &more = nlohmann::json::object());
    /// The webhook's call that tells of them.
    ProviderCall tells(const nlohmann::json &events) const;

protected:
    bool isAuthorized(const supabase::HttpRequest &request) const override;
    std::optional<Taken> read(const supabase::HttpRequest &request) override;
    supabase::HttpResponse answerTo(const Taken &taken) const override;
    supabase::HttpResponse look(const supabase::HttpRequest &request) override;
    supabase::HttpResponse refusal(MessageTrouble trouble) const override;

private:
    struct Key;
    std::unique_ptr<Key> m_key;
};

class TwilioStandIn : public MessageStandIn
{
public:
    static constexpr const char *kKey = "AC0123456789abcdef0123456789abcdef:standin-token";
    static constexpr const char *kToken = "standin-token";
    static constexpr const char *kFrom = "+15125550199";
    /// Whether the account is active.
    bool isActive = true;

    /// Its call about a message, to the address that came with it; 0: without an error's code.
    static ProviderCall tells(const Taken &taken, const char *status, int errorCode = 0);
    /// A call to that address.
    static ProviderCall signedCall(const QByteArray &url, const QByteArray &form);

protected:
    bool isAuthorized(const supabase::HttpRequest &request) const override;
    std::optional<Taken> read(const supabase::HttpRequest &request) override;
    supabase::HttpResponse answerTo(const Taken &taken) const override;
    supabase::HttpResponse look(const supabase::HttpRequest &request) override;
    supabase::HttpResponse refusal(MessageTrouble trouble) const override;
};

/// A stand-in in the same process; a lost answer is a time-out.
class MessageStandInTransport : public supabase::Transport
{
public:
    explicit MessageStandInTransport(MessageStandIn &provider) : m_provider(provider) {}
    QFuture<Result<supabase::HttpResponse>> send(supabase::HttpRequest request) override;

private:
    MessageStandIn &m_provider;
};

/// A stand-in on a port. Runs on the test's event loop.
class MessageStandInServer
{
public:
    explicit MessageStandInServer(MessageStandIn &provider);
    /// "http://127.0.0.1:PORT"; empty when it could not listen.
    QString url() const { return m_url; }

private:
    std::unique_ptr<http::Server> m_server;
    QString m_url;
};

} // namespace pl::test
