#pragma once

#include "models/supabase/transport.h"

#include <nlohmann/json.hpp>

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace pl::test {

/// A Stripe in memory, as strict as the real one in what the product uses: form encoding, unknown parameters refused,
/// idempotency (another question with the same key is an error, the same one gets its first answer again), cards by
/// Stripe's test payment methods, lists in pages, and events for everything that happens. Objects look like Stripe's
/// own examples (stripefixtures.json). It can fail and answer too late (`trouble`). One thread.
class StripeStandIn
{
public:
    using json = nlohmann::json;

    /// Of Stripe's API: events and answers look as they did then.
    static constexpr const char *kVersion = "2024-06-20";

    explicit StripeStandIn(QByteArray apiKey = "sk_test_standin");

    supabase::HttpResponse handle(const supabase::HttpRequest &request);

    /// What becomes of the next requests whose path begins so, one trouble a request.
    enum class Trouble {
        FailsBefore, ///< 500, nothing was done; the answer is kept for its key, as Stripe does
        FailsAfter,  ///< 500, but it was done; kept likewise
        Away,        ///< 503 of something in front of Stripe, which never saw the request
        AnswerLost,  ///< done, but the connection is gone: status 0
        RequestLost, ///< not done, and the connection is gone: status 0
        KeyInUse,    ///< the same key is at work elsewhere
        TooMany,     ///< 429
    };
    void trouble(const QByteArray &pathPrefix, Trouble trouble, int times = 1);
    void endTroubles() { m_troubles.clear(); }
    /// A question and its answer's body without HTTP around them, for who asks a million times.
    json ask(const QByteArray &method, const QByteArray &path, const QByteArray &form);
    /// Keys are forgotten after a day.
    void forgetKeys() { m_answers.clear(); }

    /// What people do at Stripe. `kind`: "pm_card_visa", "pm_card_chargeDeclined", "pm_card_authenticationRequired"…
    std::string giveCard(const std::string &customer, const std::string &kind);
    /// Fills the open setup page of the customer.
    void fillSetupPage(const std::string &customer, const std::string &kind);
    /// In Stripe's dashboard.
    void makeDefault(const std::string &customer, const std::string &paymentMethod);
    void takeCardAway(const std::string &paymentMethod);
    void deleteCustomer(const std::string &customer);
    /// The owner says yes, or no, to the bank on the page of an intent that requires it.
    void answerBank(const std::string &intent, bool yes);
    /// Told by `charge.refund.updated` alone.
    void failRefund(const std::string &refund);
    std::string openDispute(const std::string &charge);
    void closeDispute(const std::string &dispute, const char *status);
    /// A payment that the office makes by itself in Stripe's dashboard.
    std::string chargeByHand(const std::string &customer, int cents);
    void setMetadata(const std::string &object, const json &metadata) { m_objects.at(object)["metadata"] = metadata; }
    /// Refunds that fail at once.
    void setRefundsFail(bool fail) { m_refundsFail = fail; }

    const json &object(const std::string &id) const { return m_objects.at(id); }
    /// Of one kind ("payment_intent"), in the order they were made.
    std::vector<json> all(const std::string &kind) const;
    std::vector<std::string> ids(const std::string &kind) const;
    const std::vector<json> &events() const { return m_events; }
    void onEvent(std::function<void(const json &event)> receiver) { m_receiver = std::move(receiver); }
    int requests(const QByteArray &methodAndPathPrefix) const;
    /// The first thing that a request was refused for as malformed; such requests should not be.
    const std::optional<std::string> &complaint() const { return m_complaint; }

private:
    struct Answer
    {
        int status = 200;
        json body;
    };
    struct Kept
    {
        QByteArray question;
        supabase::HttpResponse response;
    };
    struct Planned
    {
        QByteArray prefix;
        Trouble trouble;
    };

    supabase::HttpResponse answerOnce(const supabase::HttpRequest &request);
    supabase::HttpResponse keyed(const supabase::HttpRequest &request, const std::optional<Trouble> &trouble);
    std::optional<Trouble> nextTrouble(const QByteArray &path);
    Answer dispatch(const QByteArray &method, const QByteArray &path, const json &parameters);
    std::optional<Answer> refuseUnknown(const std::string &route, const json &parameters);
    Answer get(const QByteArrayList &path, const json &parameters);
    Answer list(const std::string &kind, const json &parameters);
    Answer createCustomer(const json &parameters);
    Answer updateCustomer(const std::string &id, const json &parameters);
    Answer createSession(const json &parameters);
    Answer createIntent(const json &parameters);
    Answer confirmIntent(const std::string &id, const json &parameters);
    Answer cancelIntent(const std::string &id);
    Answer createRefund(const json &parameters);
    Answer tryCard(json &intent, bool offSession);
    Answer decline(json &intent, const char *code, const char *declineCode, const char *message);
    void succeed(json &intent);
    json expanded(const json &object, const json &parameters) const;
    json withRefunds(const json &charge) const;
    json chargeOf(const json &intent) const;

    json &make(const std::string &kind, const char *prefix);
    json *find(const std::string &id, const char *kind);
    void emitEvent(const std::string &type, const json &object, const json &previous = nullptr);
    Answer complain(int status, const json &error);

    const QByteArray m_apiKey;
    const json &m_fixtures;
    std::map<std::string, json> m_objects;
    std::vector<std::string> m_order;
    std::map<std::string, std::string> m_cardKinds; ///< by payment method
    std::map<QByteArray, Kept> m_answers;
    std::deque<Planned> m_troubles;
    std::vector<json> m_events;
    std::function<void(const json &)> m_receiver;
    QList<QByteArray> m_log;
    std::optional<std::string> m_complaint;
    std::int64_t m_now;
    int m_next = 0;
    bool m_refundsFail = false;
};

/// The stand-in in the same process. A lost answer or request is a time-out; every future is finished at once.
class StripeStandInTransport : public supabase::Transport
{
public:
    explicit StripeStandInTransport(StripeStandIn &stripe) : m_stripe(stripe) {}
    QFuture<Result<supabase::HttpResponse>> send(supabase::HttpRequest request) override;

private:
    StripeStandIn &m_stripe;
};

} // namespace pl::test
