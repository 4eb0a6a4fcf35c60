#pragma once

#include "server/embedded/embeddedsupabase.h"
#include "tests/contract/fixture.h"

#include <QTemporaryDir>

#include <nlohmann/json.hpp>

#include <atomic>

namespace pl::test {

/// An embedded Supabase in a directory of its own, and short ways to ask it.
class EmbeddedFixture
{
public:
    /// The clock stands at `clock` when that is set, which tests may move; else it is the real one.
    explicit EmbeddedFixture(bool ownClock = false);

    bool isOpen() const { return m_supabase != nullptr; }
    embedded::EmbeddedSupabase &supabase() { return *m_supabase; }
    QString dir() const { return m_dir.path(); }
    /// fixture.json's rows, and nothing else.
    bool reload();
    void passSeconds(qint64 seconds) { m_micros += seconds * 1'000'000; }

    /// `who` as in the transcripts; `target` begins after the host.
    http::Request request(const QString &who, const QByteArray &method, const QByteArray &target,
                          const QByteArray &body = {}, const http::Headers &headers = {}) const;
    http::Response ask(const QString &who, const QByteArray &method, const QByteArray &target,
                       const QByteArray &body = {}, const http::Headers &headers = {});
    /// The answer's body as JSON; discarded when it is none.
    nlohmann::json json(const QString &who, const QByteArray &method, const QByteArray &target,
                        const QByteArray &body = {}, const http::Headers &headers = {});
    nlohmann::json read(const QByteArray &target) { return json(QStringLiteral("service"), "GET", target); }

private:
    QTemporaryDir m_dir;
    std::atomic<qint64> m_micros;
    std::unique_ptr<embedded::EmbeddedSupabase> m_supabase;
    std::unique_ptr<Fixture> m_rows;
};

nlohmann::json jsonOf(const http::Response &response);
/// REST's "code" or Auth's "error_code"; empty when the answer is no error.
QByteArray codeOf(const http::Response &response);

} // namespace pl::test
