#include "models/domain/sourcekey.h"
#include "tests/support/serverprocess.h"

#include <QTest>
#include <QUuid>

using namespace pl;
using namespace pl::test;
using namespace Qt::StringLiterals;
using nlohmann::json;

/// What a hook sent and nobody could map, to the end: an office sorts it by what it may write, and the server makes the
/// leads of it. Over HTTP, with a person's rights.
class TestSorting : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void earlierItemsBecomeLeadsWithANewMapping();
    void whatTheApiRefusedCanBeTaken();
    void aTestOfTheWindowBecomesATestLead();
    void adminsHearOfTheFirstItem();
    void metricsCountThem();

private:
    void addSource(const char *kind, SourceKey::Kind keyKind);
    int post(const json &body);
    json itemsOf() { return m_server.rows(u"intake_items?select=*&order=received_at&source_id=eq."_s + m_source); }
    json leadsOf() { return m_server.rows(u"leads?select=*&order=created_at&source_id=eq."_s + m_source); }
    bool areAll(const char *status);
    int patch(const QString &target, const json &changes);

    ServerProcess m_server;
    ServerProcess::Headers m_admin;
    QString m_source;
    QByteArray m_key;
    int m_number = 0;
};

void TestSorting::initTestCase()
{
    QVERIFY2(m_server.start(), m_server.errorOutput().constData());
    QCOMPARE(m_server.addUser(u"admin@office.example"_s, u"admin"_s, u"Tight-Pipes-2026"_s).exitCode, 0);
    m_admin = m_server.userHeaders(u"admin@office.example"_s, u"Tight-Pipes-2026"_s);
}

void TestSorting::init()
{
    addSource("hook", SourceKey::Kind::Hook);
}

void TestSorting::addSource(const char *kind, SourceKey::Kind keyKind)
{
    const auto key = SourceKey::create(keyKind);
    m_key = key.text();
    m_source = QUuid::createUuid().toString(QUuid::WithoutBraces);
    QCOMPARE(m_server.write("POST", u"lead_sources"_s,
                            {{"id", m_source.toStdString()},
                             {"name", "Website " + std::to_string(++m_number)},
                             {"kind", kind},
                             {"key_prefix", key.prefix().toStdString()},
                             {"key_hash", key.hash().toStdString()}}),
             201);
}

int TestSorting::post(const json &body)
{
    return m_server
        .request("POST", u"/api/v1/hooks/"_s + QString::fromLatin1(m_key), {{"Content-Type", "application/json"}},
                 QByteArray::fromStdString(body.dump()))
        .status;
}

/// The status of a write by the admin's own rights.
int TestSorting::patch(const QString &target, const json &changes)
{
    return m_server.request("PATCH", u"/rest/v1/"_s + target, m_admin, QByteArray::fromStdString(changes.dump()))
        .status;
}

bool TestSorting::areAll(const char *status)
{
    const json rows = itemsOf();
    return !rows.empty() &&
           std::all_of(rows.begin(), rows.end(), [status](const json &row) { return row["status"] == status; });
}

void TestSorting::earlierItemsBecomeLeadsWithANewMapping()
{
    QCOMPARE(post({{"who", "Rosa Example"}, {"call_me", "512-555-0143"}}), 200);
    QCOMPARE(post({{"who", "Anna Example"}, {"call_me", "512-555-0144"}}), 200);
    QTRY_COMPARE(itemsOf().size(), 2U);
    QVERIFY(areAll("waiting"));
    QCOMPARE(leadsOf().size(), 0U);
    const json mapping{{"fields", {{"full_name", "who"}, {"phone_number", "call_me"}}}};
    QCOMPARE(patch(u"lead_sources?id=eq."_s + m_source, {{"mapping", mapping}}), 204);
    QCOMPARE(patch(u"intake_items?source_id=eq."_s + m_source, {{"status", "retry"}}), 204);
    QTRY_VERIFY_WITH_TIMEOUT(areAll("taken"), 15000);
    QCOMPARE(leadsOf().size(), 2U);
    // What comes later is mapped at once.
    QCOMPARE(post({{"who", "Maria Example"}, {"call_me", "512-555-0145"}}), 200);
    QTRY_COMPARE(leadsOf().size(), 3U);
    QCOMPARE(itemsOf().size(), 2U);
}

void TestSorting::whatTheApiRefusedCanBeTaken()
{
    addSource("program", SourceKey::Kind::Program);
    const QByteArray body = "{\"first_name\":\"Rosa\",\"phone_number\":\"512-555-0147\",\"color\":\"blue\"}";
    const auto refused = m_server.request("POST", u"/api/v1/leads"_s,
                                          {{"Content-Type", "application/json"}, {"X-Api-Key", m_key}}, body);
    QCOMPARE(refused.status, 422);
    QTRY_COMPARE(itemsOf().size(), 1U);
    QVERIFY(itemsOf()[0]["cause"] == "refused");
    QCOMPARE(patch(u"intake_items?source_id=eq."_s + m_source, {{"status", "retry"}}), 204);
    QTRY_VERIFY_WITH_TIMEOUT(areAll("taken"), 15000);
    QCOMPARE(leadsOf().size(), 1U);
    QVERIFY(leadsOf()[0]["first_name"] == "Rosa");
}

void TestSorting::aTestOfTheWindowBecomesATestLead()
{
    const json item{{"source_id", m_source.toStdString()},
                    {"content_type", "application/json"},
                    {"body", json{{"name", "Rosa Example"}, {"phone", "512-555-0148"}}.dump()},
                    {"body_encoding", "text"},
                    {"is_test", true},
                    {"status", "retry"},
                    {"cause", "unmapped"}};
    QCOMPARE(
        m_server.request("POST", u"/rest/v1/intake_items"_s, m_admin, QByteArray::fromStdString(item.dump())).status,
        201);
    QTRY_VERIFY_WITH_TIMEOUT(areAll("taken"), 15000);
    QVERIFY(leadsOf()[0]["is_test"] == true);
}

void TestSorting::adminsHearOfTheFirstItem()
{
    const auto notices = [this] {
        const json rows = m_server.rows(u"settings?select=value&key=eq.server_notices"_s);
        return rows.empty() ? json::object() : rows[0]["value"];
    };
    const std::string key = "source_start." + m_source.toStdString();
    QCOMPARE(post({{"hello", "there"}}), 200);
    QTRY_VERIFY_WITH_TIMEOUT(notices().contains(key), 15000);
    QCOMPARE(post({{"name", "Rosa Example"}, {"phone", "512-555-0149"}}), 200);
    QTRY_VERIFY_WITH_TIMEOUT(!notices().contains(key), 15000);
}

void TestSorting::metricsCountThem()
{
    QCOMPARE(post({{"hello", "there"}}), 200);
    QTRY_COMPARE(itemsOf().size(), 1U);
    const QByteArray line = "plumber_leads_sorting_items_total{source=\"Website " + QByteArray::number(m_number) +
                            "\",cause=\"unmapped\"} 1";
    QTRY_VERIFY(m_server.request("GET", u"/metrics"_s).body.contains(line));
}

QTEST_GUILESS_MAIN(TestSorting)
#include "tst_sorting.moc"
