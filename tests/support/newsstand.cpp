#include "tests/support/newsstand.h"

#include "models/base/jsontext.h"

#include <QPromise>

#include <sodium.h>

namespace pl::test {

using supabase::HttpResponse;

namespace {

unsigned char *raw(QByteArray &bytes)
{
    return reinterpret_cast<unsigned char *>(bytes.data());
}

} // namespace

NewsStand::NewsStand()
    : m_publicKey(qsizetype(crypto_sign_PUBLICKEYBYTES), '\0')
    , m_secretKey(qsizetype(crypto_sign_SECRETKEYBYTES), '\0')
    , m_answer(Error{ErrorCode::Unavailable, QStringLiteral("The makers are away.")})
{
    if (sodium_init() < 0 || crypto_sign_keypair(raw(m_publicKey), raw(m_secretKey)) != 0)
        qFatal("No key can be made here.");
}

NewsStand::~NewsStand() = default;

updates::Channel NewsStand::channel() const
{
    return {QUrl(QStringLiteral("https://makers.example/plumber-leads/latest")), {m_publicKey}};
}

nlohmann::json NewsStand::manifest(const char *version)
{
    return {{"product", "plumber-leads"},
            {"version", version},
            {"date", "2026-11-01"},
            {"signed", "2026-11-01T12:00:00Z"},
            {"expires", "2027-05-01T12:00:00Z"},
            {"notes", "Leads come in faster."},
            {"page", "https://makers.example/download"},
            {"packages",
             {{{"system", "linux"},
               {"name", "plumber-leads_amd64.deb"},
               {"url", "https://makers.example/plumber-leads_amd64.deb"},
               {"sha256", std::string(64, 'a')}},
              {{"system", "windows"},
               {"name", "plumber-leads-setup.exe"},
               {"url", "https://makers.example/plumber-leads-setup.exe"},
               {"sha256", std::string(64, 'b')}}}}};
}

QByteArray NewsStand::signedText(const QByteArray &text) const
{
    QByteArray signature(qsizetype(crypto_sign_BYTES), '\0');
    QByteArray key = m_secretKey;
    QByteArray message = text;
    crypto_sign_detached(raw(signature), nullptr, raw(message), quint64(message.size()), raw(key));
    return "ed25519 " + signature.toBase64() + '\n' + text;
}

QByteArray NewsStand::signedText(const nlohmann::json &manifest) const
{
    return signedText(dumpJson(manifest));
}

QFuture<Result<HttpResponse>> NewsStand::send(supabase::HttpRequest request)
{
    m_requests += std::move(request);
    auto promise = std::make_shared<QPromise<Result<HttpResponse>>>();
    promise->start();
    m_waiting.push_back(promise);
    if (!m_hanging)
        release();
    return promise->future();
}

void NewsStand::release()
{
    for (const Pending &promise : std::exchange(m_waiting, {})) {
        promise->addResult(m_answer);
        promise->finish();
    }
}

} // namespace pl::test
