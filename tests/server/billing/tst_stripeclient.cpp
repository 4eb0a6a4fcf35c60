#include "server/billing/stripeclient.h"
#include "server/shared/formencoding.h"
#include "tests/support/stripestandin.h"

#include <QTest>

using namespace pl;
using namespace pl::billing;
using namespace pl::test;
using nlohmann::json;

/// A transport with one answer, which keeps the last request.
class OneAnswer : public supabase::Transport
{
public:
    QFuture<Result<supabase::HttpResponse>> send(supabase::HttpRequest request) override
    {
        last = std::move(request);
        return QtFuture::makeReadyFuture(answer);
    }
    Result<supabase::HttpResponse> answer = supabase::HttpResponse{200, {}, "{}"};
    supabase::HttpRequest last;
};

class TestStripeClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void encodesForms_data();
    void encodesForms();
    void sendsKeyAndVersion();
    void reportsRefusals_data();
    void reportsRefusals();
    void reportsMissingAnswers_data();
    void reportsMissingAnswers();
    void refusesTheOtherMode();
    void readsAllPages();
    void replaysAnswers();
};

void TestStripeClient::encodesForms_data()
{
    QTest::addColumn<QByteArray>("parameters");
    QTest::addColumn<QByteArray>("form");
    const auto row = [](const char *name, const QByteArray &parameters, const QByteArray &form) {
        QTest::newRow(name) << parameters << form;
    };
    row("nothing", "{}", "");
    row("plain", R"({"amount":1099,"confirm":true})", "amount=1099&confirm=true");
    row("nested", R"({"metadata":{"a":"b","c":"d"}})", "metadata[a]=b&metadata[c]=d");
    row("list", R"({"expand":["x.y","z"]})", "expand[0]=x.y&expand[1]=z");
    row("list of objects", R"({"items":[{"price":"p"}]})", "items[0][price]=p");
    row("null is left out", R"({"a":null,"b":1})", "b=1");
    row("percent", R"({"a":"x&y=z +é"})", "a=x%26y%3Dz%20%2B%C3%A9");
    row("odd name", R"({"metadata":{"a b&":"c"}})", "metadata[a%20b%26]=c");
}

void TestStripeClient::encodesForms()
{
    QFETCH(QByteArray, parameters);
    QTEST(shared::formEncoded(json::parse(parameters.toStdString())), "form");
}

void TestStripeClient::sendsKeyAndVersion()
{
    OneAnswer transport;
    StripeClient client(transport, "sk_test_secret");
    std::ignore = client.post("refunds", {{"amount", 5}}, "key-1");
    const auto header = [&](const QByteArray &name) {
        return supabase::HttpResponse{0, transport.last.headers, {}}.header(name);
    };
    QCOMPARE(transport.last.target, "/v1/refunds");
    QCOMPARE(transport.last.body, "amount=5");
    QCOMPARE(header("Authorization"), "Bearer sk_test_secret");
    QCOMPARE(header("Stripe-Version"), StripeClient::kVersion);
    QCOMPARE(header("Idempotency-Key"), "key-1");
    QCOMPARE(header("Content-Type"), "application/x-www-form-urlencoded");
}

void TestStripeClient::reportsRefusals_data()
{
    using Kind = StripeRefusal::Kind;
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("error");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("code");
    const auto row = [](const char *name, int status, const char *error, Kind kind, const char *code) {
        QTest::newRow(name) << status << QByteArray(error) << int(kind) << QString::fromLatin1(code);
    };
    row("declined", 402, R"({"type":"card_error","code":"card_declined","decline_code":"insufficient_funds"})",
        Kind::CardDeclined, "insufficient_funds");
    row("expired", 402, R"({"type":"card_error","code":"expired_card"})", Kind::CardDeclined, "expired_card");
    row("bank asks", 402, R"({"type":"card_error","code":"authentication_required"})", Kind::AuthenticationRequired,
        "authentication_required");
    row("key reused", 400, R"({"type":"idempotency_error"})", Kind::KeyReused, "idempotency_error");
    row("unknown parameter", 400, R"({"type":"invalid_request_error","code":"parameter_unknown"})",
        Kind::InvalidRequest, "parameter_unknown");
    row("missing", 404, R"({"type":"invalid_request_error","code":"resource_missing"})", Kind::NotFound,
        "resource_missing");
    row("no reason", 400, "7", Kind::InvalidRequest, "api_error");
    row("a failure for ever", 500, R"({"type":"api_error"})", Kind::KeySpent, "api_error");
}

void TestStripeClient::reportsRefusals()
{
    QFETCH(int, status);
    QFETCH(QByteArray, error);
    OneAnswer transport;
    transport.answer = supabase::HttpResponse{status, {{"Idempotent-Replayed", "true"}}, "{\"error\":" + error + "}"};
    StripeClient client(transport, "sk_test_secret");
    const auto answer = client.post("payment_intents", {}, "k").result();
    QVERIFY(answer.ok() && answer->refusal);
    QTEST(int(answer->refusal->kind), "kind");
    QTEST(answer->refusal->code, "code");
}

void TestStripeClient::reportsMissingAnswers_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("code");
    const auto row = [](const char *name, int status, const char *body, ErrorCode code) {
        QTest::newRow(name) << status << QByteArray(body) << int(code);
    };
    row("bad key", 401, "{}", ErrorCode::Unauthenticated);
    row("not allowed", 403, "{}", ErrorCode::Forbidden);
    row("too many", 429, "{}", ErrorCode::RateLimited);
    row("key in use", 409, R"({"error":{"type":"idempotency_error","code":"idempotency_key_in_use"}})",
        ErrorCode::Conflict);
    row("locked", 409, R"({"error":{"type":"invalid_request_error","code":"lock_timeout"}})", ErrorCode::Conflict);
    row("failure", 500, "{}", ErrorCode::Unavailable);
    row("proxy", 502, "<html>", ErrorCode::Unavailable);
    row("no JSON", 200, "<html>", ErrorCode::Unavailable);
}

void TestStripeClient::reportsMissingAnswers()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    OneAnswer transport;
    transport.answer = supabase::HttpResponse{status, {{"Retry-After", "7"}}, body};
    StripeClient client(transport, "sk_test_secret");
    const auto answer = client.post("payment_intents", {}, "k").result();
    QVERIFY(!answer.ok());
    QTEST(int(answer.error().code), "code");
    QVERIFY(!answer.error().message.contains(QStringLiteral("sk_test_secret")));
    if (status != 200)
        QCOMPARE(answer.error().retryAfterSeconds, 7);
}

void TestStripeClient::refusesTheOtherMode()
{
    OneAnswer transport;
    transport.answer = supabase::HttpResponse{200, {}, R"({"id":"pi_1","livemode":true})"};
    QCOMPARE(StripeClient(transport, "sk_test_x").object("payment_intents/pi_1").result().error().code,
             ErrorCode::Protocol);
    QVERIFY(StripeClient(transport, "rk_live_x").object("payment_intents/pi_1").result().ok());
}

void TestStripeClient::readsAllPages()
{
    StripeStandIn stripe;
    StripeStandInTransport transport(stripe);
    StripeClient client(transport, "sk_test_standin");
    for (int i = 0; i < 250; ++i)
        QVERIFY(client.post("customers", {{"email", "a@b.example"}}, "c" + QByteArray::number(i)).result().ok());
    const auto all = client.list("customers");
    QTRY_VERIFY(all.isFinished());
    QVERIFY(all.result().ok());
    QCOMPARE(all.result()->size(), 250);
    QCOMPARE(stripe.requests("GET customers"), 3);
    QCOMPARE(stripe.complaint(), std::nullopt);
}

void TestStripeClient::replaysAnswers()
{
    StripeStandIn stripe;
    StripeStandInTransport transport(stripe);
    StripeClient client(transport, "sk_test_standin");
    const auto first = client.post("customers", {{"email", "a@b.example"}}, "same").result();
    const auto again = client.post("customers", {{"email", "a@b.example"}}, "same").result();
    QVERIFY(first->object["id"] == again->object["id"]);
    QCOMPARE(stripe.all("customer").size(), std::size_t(1));
    const auto other = client.post("customers", {{"email", "c@d.example"}}, "same").result();
    QVERIFY(other.ok() && other->refusal && other->refusal->kind == StripeRefusal::Kind::KeyReused);
    const auto unknown = client.post("customers", {{"favourite_colour", "red"}}, "third").result();
    QVERIFY(unknown.ok() && unknown->refusal);
    QCOMPARE(unknown->refusal->code, QStringLiteral("parameter_unknown"));
}

QTEST_GUILESS_MAIN(TestStripeClient)
#include "tst_stripeclient.moc"
