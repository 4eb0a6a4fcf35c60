#include "server/http/problem.h"
#include "server/http/router.h"

#include <QTest>

#include <nlohmann/json.hpp>

using namespace pl;
using nlohmann::json;

/// Routing and error answers, without a socket.
class TestRouter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void routes_data();
    void routes();
    void names_data();
    void names();
    void problems_data();
    void problems();
    void problemsListWrongFields();
    void problemsAcceptAnyPath();

private:
    static http::Router router();
};

http::Router TestRouter::router()
{
    const auto says = [](const QByteArray &text) {
        return [text](const http::Request &, const http::PathParameters &parameters) {
            return http::answered({200, {}, text + parameters.value("id") + parameters.value("act")});
        };
    };
    http::Router router;
    router.mount("/rest/v1/", [](const http::Request &request) {
        return http::answered({200, {}, "rest" + request.path});
    });
    router.add("POST", "/api/leads", says("post"));
    router.add("GET", "/api/leads", says("list"));
    router.add("GET", "/api/leads/{id}", says("get "));
    router.add("POST", "/l/{id}/{act}", says("act "));
    return router;
}

void TestRouter::routes_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("expected"); // the body, or Allow
    QTest::newRow("exact") << QByteArray("POST") << QByteArray("/api/leads") << 200 << QByteArray("post");
    QTest::newRow("by method") << QByteArray("GET") << QByteArray("/api/leads") << 200 << QByteArray("list");
    QTest::newRow("HEAD is GET") << QByteArray("HEAD") << QByteArray("/api/leads") << 200 << QByteArray("list");
    QTest::newRow("parameter") << QByteArray("GET") << QByteArray("/api/leads/7") << 200 << QByteArray("get 7");
    QTest::newRow("decoded") << QByteArray("GET") << QByteArray("/api/leads/a%2Fb") << 200 << QByteArray("get a/b");
    QTest::newRow("two parameters") << QByteArray("POST") << QByteArray("/l/x/y") << 200 << QByteArray("act xy");
    QTest::newRow("mount") << QByteArray("PUT") << QByteArray("/rest/v1/a/b") << 200 << QByteArray("rest/rest/v1/a/b");
    QTest::newRow("mount's own name") << QByteArray("GET") << QByteArray("/rest/v1") << 404 << QByteArray();
    QTest::newRow("empty parameter") << QByteArray("GET") << QByteArray("/api/leads/") << 404 << QByteArray();
    QTest::newRow("longer") << QByteArray("GET") << QByteArray("/api/leads/7/x") << 404 << QByteArray();
    QTest::newRow("double slash") << QByteArray("GET") << QByteArray("//api/leads") << 404 << QByteArray();
    QTest::newRow("case counts") << QByteArray("GET") << QByteArray("/API/leads") << 404 << QByteArray();
    QTest::newRow("wrong method") << QByteArray("DELETE") << QByteArray("/api/leads") << 405
                                  << QByteArray("POST, GET, HEAD");
    QTest::newRow("HEAD of a POST") << QByteArray("HEAD") << QByteArray("/l/x/y") << 405 << QByteArray("POST");
}

void TestRouter::routes()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    QFETCH(int, status);
    QFETCH(QByteArray, expected);
    const http::Response response = router().handle({method, path}).result();
    QCOMPARE(response.status, status);
    if (status == 200)
        QCOMPARE(response.body, expected);
    else
        QCOMPARE(response.header("Allow"), expected);
}

void TestRouter::names_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("pattern");
    QTest::newRow("parameter") << QByteArray("/api/leads/7") << QByteArray("/api/leads/{id}");
    QTest::newRow("mount") << QByteArray("/rest/v1/leads") << QByteArray("/rest/v1/");
    QTest::newRow("unknown") << QByteArray("/x?me@home.test") << QByteArray("-");
}

void TestRouter::names()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, pattern);
    QCOMPARE(router().patternOf(path), pattern);
}

void TestRouter::problems_data()
{
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<int>("status");
    QTest::newRow("InvalidInput") << ErrorCode::InvalidInput << 400;
    QTest::newRow("Unauthenticated") << ErrorCode::Unauthenticated << 401;
    QTest::newRow("Forbidden") << ErrorCode::Forbidden << 403;
    QTest::newRow("NotFound") << ErrorCode::NotFound << 404;
    QTest::newRow("Conflict") << ErrorCode::Conflict << 409;
    QTest::newRow("TooLarge") << ErrorCode::TooLarge << 413;
    QTest::newRow("RateLimited") << ErrorCode::RateLimited << 429;
    QTest::newRow("Unavailable") << ErrorCode::Unavailable << 503;
    QTest::newRow("TimedOut") << ErrorCode::TimedOut << 503;
    QTest::newRow("Protocol") << ErrorCode::Protocol << 502;
    QTest::newRow("Internal") << ErrorCode::Internal << 500;
    QTest::newRow("Cancelled") << ErrorCode::Cancelled << 503;
}

void TestRouter::problems()
{
    QFETCH(ErrorCode, code);
    QFETCH(int, status);
    const http::Response response = http::problem(Error{code, QStringLiteral("Why.")}, "/here");
    QCOMPARE(response.status, status);
    QCOMPARE(response.header("Content-Type"), QByteArray("application/problem+json"));
    QCOMPARE(!response.header("Retry-After").isNull(), status == 429 || status == 503);
    QCOMPARE(!response.header("WWW-Authenticate").isNull(), status == 401);
    const json body = json::parse(response.body.toStdString());
    QVERIFY(body["type"] == "about:blank");
    QVERIFY(body["status"] == status);
    QVERIFY(body["detail"] == "Why.");
    QVERIFY(body["instance"] == "/here");
    QVERIFY(!body["title"].get<std::string>().empty());
    QVERIFY(body["title"] != "Unknown");
    QVERIFY(!body.contains("errors"));
}

void TestRouter::problemsListWrongFields()
{
    Error error{ErrorCode::InvalidInput, QStringLiteral("Two fields are wrong.")};
    error.fields = {{QStringLiteral("phone"), QStringLiteral("invalid"), QStringLiteral("No phone number.")},
                    {QStringLiteral("x"), QStringLiteral("unknown"), QStringLiteral("No such field.")}};
    const http::Response response = http::problem(error);
    QCOMPARE(response.status, 422);
    const json body = json::parse(response.body.toStdString());
    QCOMPARE(body["errors"].size(), std::size_t(2));
    QVERIFY(body["errors"][0]["field"] == "phone");
    QVERIFY(body["errors"][1]["code"] == "unknown");
    QVERIFY(!body.contains("instance"));
}

void TestRouter::problemsAcceptAnyPath()
{
    const http::Response response = http::problem(404, QStringLiteral("No."), "/\xff\xfe");
    QVERIFY(json::accept(response.body.toStdString()));
}

QTEST_GUILESS_MAIN(TestRouter)
#include "tst_router.moc"
