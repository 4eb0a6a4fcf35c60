#include "server/http/headparser.h"

#include <boost/beast/http/basic_parser.hpp>

#include <algorithm>
#include <optional>

namespace pl::http {

namespace {

namespace beast = boost::beast;
using beast::http::field;
using beast::http::verb;

constexpr int kUsualFields = 16;

QByteArray bytesOf(beast::string_view text)
{
    return {text.data(), qsizetype(text.size())};
}

/// Known names and methods share one copy.
QByteArray sharedBytes(beast::string_view literal)
{
    return QByteArray::fromRawData(literal.data(), qsizetype(literal.size()));
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isHostCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c) || QByteArrayView(".-_:[]%~").contains(c);
}

bool isServed(verb method)
{
    static constexpr verb kServed[] = {verb::get,   verb::head,    verb::post,   verb::put,
                                       verb::patch, verb::delete_, verb::options};
    return std::find(std::begin(kServed), std::end(kServed), method) != std::end(kServed);
}

/// Beast's parser with this server's stricter rules in its callbacks. It does not read bodies: counting bytes needs no
/// parser, and chunks have one of their own (chunkedbody.h), stricter than Beast's.
class HeadParser final : public beast::http::basic_parser<true>
{
public:
    explicit HeadParser(const Limits &limits) : m_limits(limits)
    {
        header_limit(std::uint32_t(limits.headBytes));
        body_limit(boost::none);
        skip(true);
        m_head.request.headers.reserve(kUsualFields);
    }

    std::variant<Head, Refusal> read(QByteArrayView bytes)
    {
        beast::error_code error;
        put(boost::asio::const_buffer(bytes.data(), std::size_t(bytes.size())), error);
        if (m_refusal)
            return *m_refusal;
        if (error || !is_header_done())
            return refusalOf(error);
        return finished();
    }

private:
    static Refusal refusalOf(const beast::error_code &error)
    {
        if (error == beast::http::error::bad_version)
            return {505, QStringLiteral("This HTTP version is not supported.")};
        if (error == beast::http::error::header_limit)
            return {431, QStringLiteral("The request headers are too large.")};
        if (error == beast::http::error::bad_content_length)
            return {400, QStringLiteral("Content-Length must be a single number of bytes.")};
        return {400, QStringLiteral("The request is not valid HTTP.")};
    }

    std::variant<Head, Refusal> finished()
    {
        if (m_hosts != 1 && !(m_head.http10 && m_hosts == 0))
            return Refusal{400, QStringLiteral("A request needs exactly one valid Host header.")};
        if (auto refusal = codingRefusal())
            return std::move(*refusal);
        if (m_lengths > 1)
            return Refusal{400, QStringLiteral("Content-Length must be a single number of bytes.")};
        m_head.isChunked = m_codings == 1;
        if (m_lengths == 0 && !m_head.isChunked &&
            (m_method == verb::post || m_method == verb::put || m_method == verb::patch))
            return Refusal{411, QStringLiteral("This request needs a Content-Length.")};
        const auto length = content_length();
        m_head.contentLength =
            length ? qint64(std::min(*length, std::uint64_t(std::numeric_limits<qint64>::max()))) : 0;
        if (m_isEncoded && (m_head.contentLength > 0 || m_head.isChunked))
            return Refusal{415, QStringLiteral("Content codings are not supported; send the body unencoded.")};
        m_head.keepAlive = keep_alive();
        return std::move(m_head);
    }

    /// RFC 9112 §6.1: an older version knows no codings, and a length beside one is an attack or a fault.
    std::optional<Refusal> codingRefusal() const
    {
        if (m_codings == 0)
            return std::nullopt;
        if (m_head.http10 || m_lengths > 0)
            return Refusal{400, QStringLiteral("A request has either a Content-Length or, in HTTP/1.1, a coding.")};
        if (m_codings > 1)
            return Refusal{501, QStringLiteral("The only supported transfer coding is chunked.")};
        return std::nullopt;
    }

    void refuse(int status, const QString &detail, beast::error_code &error)
    {
        m_refusal = Refusal{status, detail};
        error = beast::http::error::bad_field;
    }

    void on_request_impl(verb method, beast::string_view name, beast::string_view target, int version,
                         beast::error_code &error) override
    {
        m_method = method;
        m_head.http10 = version < 11;
        m_head.request.method = isServed(method) ? sharedBytes(to_string(method)) : bytesOf(name);
        if (!isServed(method))
            return refuse(501, QStringLiteral("This method is not supported."), error);
        readTarget(bytesOf(target), error);
    }

    void readTarget(QByteArray target, beast::error_code &error)
    {
        if (target.size() > m_limits.targetBytes)
            return refuse(414, QStringLiteral("The request URL is too long."), error);
        for (const QByteArrayView scheme : {QByteArrayView("http://"), QByteArrayView("https://")})
            if (target.first(std::min(target.size(), scheme.size())).compare(scheme, Qt::CaseInsensitive) == 0)
                target.remove(0, std::max(scheme.size(), target.indexOf('/', scheme.size())));
        const bool isServerWide = target == "*" && m_method == verb::options;
        if ((!target.startsWith('/') && !isServerWide) || target.contains('#'))
            return refuse(400, QStringLiteral("The request target must be a path."), error);
        const auto mark = target.indexOf('?');
        m_head.request.path = mark < 0 ? target : target.first(mark);
        m_head.request.query = mark < 0 ? QByteArray() : target.sliced(mark + 1);
    }

    void on_field_impl(field id, beast::string_view name, beast::string_view text, beast::error_code &error) override
    {
        if (m_head.request.headers.size() >= m_limits.headerFields)
            return refuse(431, QStringLiteral("The request has too many headers."), error);
        const QByteArray value = bytesOf(text);
        if (id == field::host)
            m_hosts += !value.isEmpty() && std::all_of(value.begin(), value.end(), isHostCharacter) ? 1 : 2;
        if (id == field::content_length) // Beast accepts "1, 1" as 1
            m_lengths += !value.isEmpty() && std::all_of(value.begin(), value.end(), isDigit) ? 1 : 2;
        if (id == field::transfer_encoding)
            m_codings += value.compare("chunked", Qt::CaseInsensitive) == 0 ? 1 : 2;
        // RFC 9110 §8.4.1: "identity" is not a coding. Any other coded body would be misread.
        m_isEncoded |=
            id == field::content_encoding && !value.isEmpty() && value.compare("identity", Qt::CaseInsensitive) != 0;
        if (id == field::expect)
            readExpectation(value, error);
        m_head.request.headers.emplaceBack(id == field::unknown ? bytesOf(name) : sharedBytes(to_string(id)), value);
    }

    void readExpectation(const QByteArray &value, beast::error_code &error)
    {
        if (value.compare("100-continue", Qt::CaseInsensitive) != 0)
            return refuse(417, QStringLiteral("The only supported expectation is 100-continue."), error);
        m_head.expectsContinue = !m_head.http10;
    }

    void on_response_impl(int, beast::string_view, int, beast::error_code &) override {}
    void on_header_impl(beast::error_code &) override {}
    void on_body_init_impl(const boost::optional<std::uint64_t> &, beast::error_code &) override {}
    std::size_t on_body_impl(beast::string_view text, beast::error_code &) override { return text.size(); }
    void on_chunk_header_impl(std::uint64_t, beast::string_view, beast::error_code &) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view text, beast::error_code &) override
    {
        return text.size();
    }
    void on_finish_impl(beast::error_code &) override {}

    const Limits &m_limits;
    verb m_method = verb::unknown;
    Head m_head;
    int m_hosts = 0;
    int m_lengths = 0;
    int m_codings = 0;
    bool m_isEncoded = false;
    std::optional<Refusal> m_refusal;
};

} // namespace

std::variant<Head, Refusal> parseHead(QByteArrayView bytes, const Limits &limits)
{
    return HeadParser(limits).read(bytes);
}

} // namespace pl::http
