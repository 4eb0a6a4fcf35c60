#pragma once

#include "models/supabase/transport.h"

#include <nlohmann/json.hpp>

#include <QHash>
#include <QPromise>

#include <deque>
#include <functional>
#include <memory>

namespace pl::test {

/// A Supabase in memory for tests of what stands above the transport: it keeps rows by table, answers the reads and
/// guarded writes that the product sends (filters eq and gte on the top level, order by updated_at, id, or at and id,
/// limit), and can fail, hang and lie. It refuses what it doesn't know with 400, so that a test notices a request
/// nobody meant. The real dialect is tested against the embedded server (tests/contract).
class FakeTransport : public supabase::Transport
{
public:
    using Answer = std::function<Result<supabase::HttpResponse>(const supabase::HttpRequest &)>;

    QFuture<Result<supabase::HttpResponse>> send(supabase::HttpRequest request) override;

    /// Puts a row into a table, or replaces the one with the same id (or name or key).
    void put(const std::string &table, nlohmann::json row);
    nlohmann::json row(const std::string &table, const std::string &id) const;
    std::size_t count(const std::string &table) const { return m_tables.value(table).size(); }

    /// Everything is answered with "the server can't be reached" until it is set back.
    void setOffline(bool offline) { m_offline = offline; }
    /// Requests get no answer until release(); they are answered then, in order.
    void setHanging(bool hanging) { m_hanging = hanging; }
    void release();
    /// The next matching request gets this instead: a lie, a failure, an odd status.
    void answerNext(const QByteArray &method, const QByteArray &targetPrefix, Answer answer);
    /// As answerNext, but the request has its effect all the same: an answer that was lost on the way.
    void loseNextAnswer(const QByteArray &method, const QByteArray &targetPrefix);

    const QList<supabase::HttpRequest> &requests() const { return m_requests; }
    int countOf(const QByteArray &method, const QByteArray &targetPrefix) const;

    /// Rows as the fixtures of the tests have them, complete and valid.
    static nlohmann::json lead(int number, const std::string &first, const std::string &last);
    static nlohmann::json plumber(int number, const std::string &first, const std::string &last,
                                  const std::vector<std::string> &services);
    static std::string leadId(int number);
    static std::string plumberId(int number);
    /// A payment of plumber 1 for lead `number`, which is put in with it if it isn't there.
    nlohmann::json putPayment(int number, const std::string &status, qint64 amountCents = 6000);
    static std::string paymentId(int number);
    static nlohmann::json payment(int number, const std::string &status, qint64 amountCents);
    /// Settings, four services, three plumbers (one paused) and `leads` new leads.
    void fillOffice(int leads);
    /// A time of this test: later with every call.
    std::string nextTime();
    /// From now on, answers say what time it is (`Date`).
    void tellTime() { m_tellsTime = true; }

private:
    struct Special
    {
        QByteArray method;
        QByteArray prefix;
        Answer answer;
    };
    using Pending = std::shared_ptr<QPromise<Result<supabase::HttpResponse>>>;

    Result<supabase::HttpResponse> answer(const supabase::HttpRequest &request);
    Result<supabase::HttpResponse> rest(const supabase::HttpRequest &request);
    nlohmann::json news() const;
    /// As the database's function do_not_contact.
    nlohmann::json refusalsOf(const nlohmann::json &person) const;
    Result<supabase::HttpResponse> refuse(const nlohmann::json &rows);
    Result<supabase::HttpResponse> removeRefusals(const QByteArray &query);
    std::vector<nlohmann::json *> matching(std::vector<nlohmann::json> &rows, const QByteArray &query);
    /// As the payment_guard trigger: an admin asks for a refund of what succeeded or another try of what failed.
    static bool mayChangePayment(const nlohmann::json &row, const nlohmann::json &changes);
    void settlePayments(const nlohmann::json &lead, const nlohmann::json &before);
    void change(nlohmann::json &row, const std::string &table, const nlohmann::json &changes);
    void addEvent(const std::string &leadId, const std::string &kind, const nlohmann::json &plumberId,
                  const nlohmann::json &detail = nullptr);

    QHash<std::string, std::vector<nlohmann::json>> m_tables;
    QList<supabase::HttpRequest> m_requests;
    std::deque<Special> m_specials;
    std::vector<std::pair<supabase::HttpRequest, Pending>> m_waiting;
    bool m_offline = false;
    bool m_hanging = false;
    bool m_tellsTime = false;
    qint64 m_clockMicros = 1'795'000'000'000'000; // 2026-11-18
    qint64 m_lastEvent = 0;
};

} // namespace pl::test
