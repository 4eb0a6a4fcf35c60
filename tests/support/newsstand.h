#pragma once

#include "models/supabase/transport.h"
#include "models/updates/channel.h"

#include <nlohmann/json.hpp>

#include <memory>
#include <vector>

template <class T>
class QPromise;

namespace pl::test {

/// The makers' server of a test: signs news about versions with a key of its own, answers what it was given, and keeps
/// what it was asked.
class NewsStand : public supabase::Transport
{
public:
    NewsStand();
    ~NewsStand() override;

    /// Its address and its public key.
    updates::Channel channel() const;
    /// A manifest in which everything is right, from 2026-11-01 until 2027-05-01.
    static nlohmann::json manifest(const char *version);
    QByteArray signedText(const QByteArray &text) const;
    QByteArray signedText(const nlohmann::json &manifest) const;

    /// What it answers from now on.
    void offer(const QByteArray &body) { m_answer = supabase::HttpResponse{200, {}, body}; }
    void offer(const nlohmann::json &manifest) { offer(signedText(manifest)); }
    void answerWith(Result<supabase::HttpResponse> answer) { m_answer = std::move(answer); }
    /// Requests wait until release().
    void setHanging(bool hanging) { m_hanging = hanging; }
    void release();

    QFuture<Result<supabase::HttpResponse>> send(supabase::HttpRequest request) override;
    const QList<supabase::HttpRequest> &requests() const { return m_requests; }

private:
    using Pending = std::shared_ptr<QPromise<Result<supabase::HttpResponse>>>;

    QByteArray m_publicKey;
    QByteArray m_secretKey;
    Result<supabase::HttpResponse> m_answer;
    QList<supabase::HttpRequest> m_requests;
    std::vector<Pending> m_waiting;
    bool m_hanging = false;
};

} // namespace pl::test
