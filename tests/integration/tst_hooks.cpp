#include "models/domain/sourcekey.h"
#include "tests/support/serverprocess.h"

#include <QFile>
#include <QTest>
#include <QUuid>

using namespace pl;
using namespace pl::test;
using namespace Qt::StringLiterals;
using nlohmann::json;

/// What other services send, to a real server: on disk before the answer, and then one lead each.
class TestHooks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void takesEachMakersShape_data();
    void takesEachMakersShape();
    void losesNothingToAKill();
    void takesAMebibyteAndNoMore();
    void verifiesAsMetaDoes();
    void showsTheKeyNowhere();

private:
    struct Hook
    {
        QString id;
        QByteArray key;
        QString address() const { return u"/api/v1/hooks/"_s + QString::fromLatin1(key); }
    };
    Hook addHook(const QString &name, const QString &preset);
    ServerReply post(const Hook &hook, const QByteArray &type, const QByteArray &body);
    std::size_t leadsOf(const Hook &hook)
    {
        return m_server->rows(u"leads?select=id&source_id=eq."_s + hook.id).size();
    }
    std::size_t itemsOf(const Hook &hook)
    {
        return m_server->rows(u"intake_items?select=id&source_id=eq."_s + hook.id).size();
    }

    std::unique_ptr<ServerProcess> m_server;
};

TestHooks::Hook TestHooks::addHook(const QString &name, const QString &preset)
{
    const auto key = SourceKey::create(SourceKey::Kind::Hook);
    const Hook hook{QUuid::createUuid().toString(QUuid::WithoutBraces), key.text()};
    const int status = m_server->write("POST", u"lead_sources"_s,
                                       {{"id", hook.id.toStdString()},
                                        {"name", name.toStdString()},
                                        {"kind", "hook"},
                                        {"key_prefix", key.prefix().toStdString()},
                                        {"key_hash", key.hash().toStdString()},
                                        {"preset", preset.toStdString()},
                                        {"default_service", "Drain Cleaning"}});
    return status == 201 ? hook : Hook{};
}

ServerReply TestHooks::post(const Hook &hook, const QByteArray &type, const QByteArray &body)
{
    return m_server->request("POST", hook.address(), {{"Content-Type", type}}, body);
}

void TestHooks::initTestCase()
{
    m_server = std::make_unique<ServerProcess>();
    QVERIFY2(m_server->start(), m_server->errorOutput().constData());
}

void TestHooks::takesEachMakersShape_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QString>("preset");
    QTest::addColumn<int>("leads"); // 0: an id alone, and nobody to ask for the lead
    const QByteArray jsonType = "application/json";
    QTest::newRow("Google Ads") << u"google_ads.json"_s << jsonType << u"google-ads"_s << 1;
    QTest::newRow("Meta") << u"meta_leadgen.json"_s << jsonType << u"meta"_s << 0;
    QTest::newRow("Thumbtack") << u"thumbtack.json"_s << jsonType << u"thumbtack"_s << 1;
    QTest::newRow("Angi") << u"angi.json"_s << jsonType << u"angi"_s << 1;
    QTest::newRow("Yelp") << u"yelp.json"_s << jsonType << u"yelp"_s << 0;
    QTest::newRow("Typeform") << u"typeform.json"_s << jsonType << u"typeform"_s << 1;
    QTest::newRow("Elementor") << u"elementor.form"_s << QByteArray("application/x-www-form-urlencoded")
                               << u"elementor"_s << 1;
}

/// Sent twice, as a sender does that lost the answer.
void TestHooks::takesEachMakersShape()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, type);
    QFETCH(QString, preset);
    QFETCH(int, leads);
    QFile shape(QStringLiteral(PL_TEST_DATA "/data/sources/") + file);
    QVERIFY(shape.open(QIODevice::ReadOnly));
    const QByteArray body = shape.readAll();
    const Hook hook = addHook(file, preset);
    QVERIFY(!hook.key.isEmpty());
    for (int i = 0; i < 2; ++i) {
        const auto taken = post(hook, type, body);
        QCOMPARE(taken.status, 200);
        QCOMPARE(taken.body, QByteArray("{\"status\":\"received\"}"));
    }
    if (leads > 0)
        QTRY_COMPARE(leadsOf(hook), std::size_t(leads));
    else
        QTRY_COMPARE(itemsOf(hook), std::size_t(1));
    // A third time nothing is new.
    QCOMPARE(post(hook, type, body).status, 200);
    const Hook after = addHook(file + u" after"_s, u"generic"_s);
    QCOMPARE(post(after, "application/json", "{\"name\":\"Rosa\",\"phone\":\"5125550143\"}").status, 200);
    QTRY_COMPARE(leadsOf(after), std::size_t(1));
    QCOMPARE(leadsOf(hook), std::size_t(leads));
}

void TestHooks::losesNothingToAKill()
{
    const Hook hook = addHook(u"killed"_s, u"generic"_s);
    QVERIFY(!hook.key.isEmpty());
    for (int i = 0; i < 3; ++i) {
        const QByteArray body = "{\"name\":\"Rosa\",\"phone\":\"512555014" + QByteArray::number(i) + "\"}";
        QCOMPARE(post(hook, "application/json", body).status, 200);
        m_server->kill();
        QVERIFY2(m_server->start(), m_server->errorOutput().constData());
        QTRY_COMPARE(leadsOf(hook), std::size_t(i + 1));
    }
}

void TestHooks::takesAMebibyteAndNoMore()
{
    const Hook hook = addHook(u"long"_s, u"generic"_s);
    QCOMPARE(post(hook, "text/plain", QByteArray(1024 * 1024, ' ')).status, 200);
    QCOMPARE(post(hook, "text/plain", QByteArray(1024 * 1024 + 1, ' ')).status, 413);
    QTRY_COMPARE(itemsOf(hook), std::size_t(1));
}

void TestHooks::verifiesAsMetaDoes()
{
    const Hook hook = addHook(u"page"_s, u"meta"_s);
    const QString asked = u"?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token="_s;
    const QString byId = u"/api/v1/hooks/"_s + hook.id;
    const auto told = m_server->request("GET", byId + asked + QString::fromLatin1(hook.key));
    QCOMPARE(told.status, 200);
    QCOMPARE(told.body, QByteArray("1158201444"));
    QCOMPARE(told.header("Content-Type"), QByteArray("text/plain"));
    QCOMPARE(m_server->request("GET", byId + asked + u"wrong"_s).status, 401);
    QCOMPARE(m_server->request("GET", hook.address()).status, 200);
    QCOMPARE(m_server->request("HEAD", hook.address()).status, 200);
}

void TestHooks::showsTheKeyNowhere()
{
    const Hook hook = addHook(u"secret"_s, u"generic"_s);
    QCOMPARE(post(hook, "text/plain", "x").status, 200);
    for (const QByteArray &method : {QByteArray("PUT"), QByteArray("OPTIONS"), QByteArray("DELETE")})
        QVERIFY(!m_server->request(method, hook.address()).body.contains("ph_"));
    QVERIFY(
        !m_server->request("POST", hook.address() + u"/more"_s, {{"Content-Type", "text/plain"}}).body.contains("ph_"));
    QVERIFY(!m_server->request("POST", hook.address() + u'x', {{"Content-Type", "text/plain"}}).body.contains("ph_"));
    QVERIFY(!m_server->request("GET", u"/metrics"_s).body.contains("ph_"));
    const QByteArray log = m_server->errorOutput();
    QVERIFY(log.contains("/api/v1/hooks/{key}"));
    QVERIFY(!log.contains("ph_"));
}

QTEST_GUILESS_MAIN(TestHooks)
#include "tst_hooks.moc"
