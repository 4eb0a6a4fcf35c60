#pragma once

#include "server/embedded/embeddedsupabase.h"
#include "server/embedded/inprocesstransport.h"
#include "server/notify/notify.h"
#include "tests/support/messagestandins.h"

#include <QTemporaryDir>

#include <atomic>

namespace pl::test {

/// The store between server and test, which can be away.
class BreakableTransport : public supabase::Transport
{
public:
    explicit BreakableTransport(supabase::Transport &inner) : m_inner(inner) {}
    QFuture<Result<supabase::HttpResponse>> send(supabase::HttpRequest request) override;
    bool isAway = false;
    QByteArray retryAfter; ///< what it asks for while it is away; empty: it can't be reached
    int refused = 0;

private:
    supabase::Transport &m_inner;
};

/// The office's store with its real triggers, stand-ins for SendGrid and Twilio, and the duty of messages between them,
/// in one process. All have one clock, which stands at noon in Texas until it is moved; an assignment takes a second
/// and has no grace until a test sets it.
class MessageFixture
{
public:
    using json = nlohmann::json;

    MessageFixture();

    notify::Notify::Options options;
    void start();
    /// As a crash between two steps.
    void stop() { m_notify.reset(); }

    QUuid addPlumber(const char *notifyBy = "both");
    QUuid addLead(const char *urgency = "day");
    void assign(const QUuid &lead, const QUuid &plumber);
    void unassign(const QUuid &lead);
    void set(const QString &setting, const json &value);
    bool change(const QByteArray &table, const QByteArray &filter, const json &changes);
    /// The rows of a query behind "/rest/v1/".
    json rows(const QByteArray &query);
    json lead(const QUuid &id) { return rows("leads?id=eq." + id.toByteArray(QUuid::WithoutBraces)).at(0); }
    /// The messages of a lead: "email lead_assigned sent", in the order of these words.
    QStringList messages(const QUuid &lead);
    Timestamp now() const { return Timestamp{m_micros}; }
    /// The clock goes on to that time of day in Texas, where the plumbers are.
    void passTo(QTime time);
    void pass(std::chrono::seconds time) { m_micros += time.count() * 1'000'000; }
    http::Response request(const QByteArray &method, const QString &path, const QByteArray &body = {});
    /// A call of a provider's, as it is.
    http::Response call(const ProviderCall &call);
    /// What /metrics says.
    QByteArray metrics() const { return m_metrics.text(); }
    /// A call of Twilio's.
    http::Response signedRequest(const QByteArray &body, const QByteArray &signature);
    /// Twilio's call when a person answers with a word.
    http::Response answers(const QByteArray &word, const std::string &number, const QByteArray &sid);
    /// Answers by link that are on the disk and not in the store.
    qint64 keptAnswers();
    /// Another server on the same store and providers.
    std::unique_ptr<notify::Notify> another();
    /// As the service role.
    supabase::RestClient &rest() { return m_directRest; }
    /// The path of the only link in a text.
    static QString linkIn(const std::string &text);

    SendGridStandIn email;
    TwilioStandIn sms;
    BreakableTransport &store() { return m_breakable; }

private:
    http::Response answered(const http::Request &request);
    QUuid insert(const QByteArray &table, json row);

    QTemporaryDir m_dir;
    std::atomic<qint64> m_micros;
    std::unique_ptr<embedded::EmbeddedSupabase> m_store;
    embedded::InProcessTransport m_transport;
    BreakableTransport m_breakable{m_transport};
    supabase::KeyCredentials m_credentials;
    supabase::RestClient m_rest;       // the duty's
    supabase::RestClient m_directRest; // the test's own
    std::unique_ptr<journal::Journal> m_journal;
    std::unique_ptr<journal::Journal> m_otherJournal;
    metrics::Registry m_metrics;
    MessageStandInTransport m_emailTransport{email};
    MessageStandInTransport m_smsTransport{sms};
    http::Router m_router;
    std::unique_ptr<notify::Notify> m_notify;
    int m_count = 0;
};

} // namespace pl::test
