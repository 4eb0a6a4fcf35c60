#include "tests/server/embedded/embeddedfixture.h"

namespace pl::test {

EmbeddedFixture::EmbeddedFixture(bool ownClock) : m_micros(Timestamp::now().micros)
{
    embedded::EmbeddedSupabase::Options options{m_dir.path(), kSecret};
    if (ownClock)
        options.clock = [this] { return Timestamp{m_micros}; };
    auto opened = embedded::EmbeddedSupabase::open(options);
    if (!opened)
        return;
    m_supabase = std::move(opened).value();
    if (auto rows = Fixture::open(m_supabase->databaseFile()))
        m_rows = std::move(rows).value();
}

bool EmbeddedFixture::reload()
{
    return m_rows && m_rows->reload().ok();
}

http::Request EmbeddedFixture::request(const QString &who, const QByteArray &method, const QByteArray &target,
                                       const QByteArray &body, const http::Headers &headers) const
{
    http::Request request;
    request.method = method;
    const qsizetype mark = target.indexOf('?');
    request.path = mark < 0 ? target : target.left(mark);
    request.query = mark < 0 ? QByteArray() : target.mid(mark + 1);
    request.headers = headers;
    request.headers.emplaceBack("apikey", m_supabase->keys().anonKey);
    if (const QByteArray token = tokenFor(who); !token.isEmpty())
        request.headers.emplaceBack("Authorization", "Bearer " + token);
    request.body = body;
    request.peer = QHostAddress(QHostAddress::LocalHost);
    return request;
}

http::Response EmbeddedFixture::ask(const QString &who, const QByteArray &method, const QByteArray &target,
                                    const QByteArray &body, const http::Headers &headers)
{
    return m_supabase->handle(request(who, method, target, body, headers)).result();
}

nlohmann::json EmbeddedFixture::json(const QString &who, const QByteArray &method, const QByteArray &target,
                                     const QByteArray &body, const http::Headers &headers)
{
    return jsonOf(ask(who, method, target, body, headers));
}

nlohmann::json jsonOf(const http::Response &response)
{
    return nlohmann::json::parse(response.body.begin(), response.body.end(), nullptr, false);
}

QByteArray codeOf(const http::Response &response)
{
    const nlohmann::json body = jsonOf(response);
    const char *name = body.is_object() && body.contains("error_code") ? "error_code" : "code";
    const bool has = body.is_object() && body.contains(name) && body[name].is_string();
    return has ? QByteArray::fromStdString(body[name].get<std::string>()) : QByteArray();
}

} // namespace pl::test
