#include "models/supabase/settingsstore.h"
#include "tests/support/faketransport.h"
#include "tests/support/waiting.h"

#include <QTest>

using namespace pl;
using namespace pl::supabase;
using namespace pl::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using nlohmann::json;

class TestSettingsStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_transport = std::make_unique<FakeTransport>();
        m_client = std::make_unique<RestClient>(*m_transport, m_key, nullptr, RetryPolicy{1, 1ms, 1ms, 1s});
    }
    void cleanup() { m_client.reset(); }

    void readsAValue()
    {
        put("office", {{"a", 1}});
        QVERIFY(wait(store().value(u"office"_s)).valueOr({}) == json({{"a", 1}}));
        const auto none = wait(store().value(u"other"_s));
        QVERIFY(none.ok() && none->is_null());
    }

    void readsARowToWriteOver()
    {
        m_transport->put("settings",
                         {{"key", "a"}, {"value", 7}, {"version", 3}, {"updated_at", "2026-11-29T08:00:00Z"}});
        const auto row = wait(store().read(u"a"_s));
        QVERIFY(row.ok() && row->exists());
        QCOMPARE(row->key, u"a"_s);
        QVERIFY(row->value == 7);
        QCOMPARE(row->version, 3);
        QVERIFY(row->writtenAt == Timestamp::parse(u"2026-11-29T08:00:00Z"_s));
        const auto none = wait(store().read(u"b"_s));
        QVERIFY(none.ok() && !none->exists());
        QCOMPARE(none->key, u"b"_s);
    }

    void readsSeveralAtOnce()
    {
        put("a", 1);
        put("b", 2);
        put("c", 3);
        const auto rows = wait(store().read(QStringList{u"a"_s, u"c"_s, u"d"_s}));
        QVERIFY(rows.ok());
        QCOMPARE(QSet<QString>(rows->keyBegin(), rows->keyEnd()), (QSet<QString>{u"a"_s, u"c"_s}));
        QVERIFY(rows->value(u"c"_s).value == 3);
        QCOMPARE(m_transport->requests().size(), 1);
    }

    void readsByPrefix()
    {
        put("source_used.1", 1);
        const auto rows = wait(store().rowsOf(u"source_"_s));
        QVERIFY(rows.ok());
        QCOMPARE(rows->size(), 1u);
        QVERIFY(m_transport->requests().first().target.contains("key=like.source_*&"));
    }

    void knowsWhenPlumbersAreCharged_data()
    {
        QTest::addColumn<QByteArray>("value"); // empty: no such row
        QTest::addColumn<bool>("whenAccepted");
        QTest::newRow("never said") << QByteArray() << false;
        QTest::newRow("at once") << QByteArray("\"assigned\"") << false;
        QTest::newRow("accepted") << QByteArray("\"accepted\"") << true;
        QTest::newRow("nonsense") << QByteArray("[1]") << false;
    }

    void knowsWhenPlumbersAreCharged()
    {
        QFETCH(QByteArray, value);
        QFETCH(bool, whenAccepted);
        if (!value.isEmpty())
            put("charge_when", json::parse(value.toStdString()));
        const auto found = wait(store().chargesWhenAccepted());
        QVERIFY(found.ok());
        QCOMPARE(*found, whenAccepted);
    }

    void knowsThePublicAddress_data()
    {
        QTest::addColumn<QByteArray>("value"); // empty: no such row
        QTest::addColumn<QString>("address");
        QTest::newRow("never said") << QByteArray() << QString();
        QTest::newRow("this machine alone") << QByteArray("\"\"") << QString();
        QTest::newRow("an address") << QByteArray("\"https://office.example\"") << u"https://office.example"_s;
        QTest::newRow("nonsense") << QByteArray("7") << QString();
    }

    void knowsThePublicAddress()
    {
        QFETCH(QByteArray, value);
        QFETCH(QString, address);
        if (!value.isEmpty())
            put("public_url", json::parse(value.toStdString()));
        const auto found = wait(store().publicUrl());
        QVERIFY(found.ok());
        QCOMPARE(*found, address);
    }

    void putsWhetherThereIsARowOrNot()
    {
        QVERIFY(wait(store().put(u"a"_s, 1)).ok());
        QVERIFY(stored("a") == 1);
        QVERIFY(wait(store().put(u"a"_s, 2)).ok());
        QVERIFY(stored("a") == 2);
        QCOMPARE(m_transport->countOf("POST", "/rest/v1/settings"), 1);
    }

    void somebodyElseMadeItAtTheSameMoment()
    {
        m_transport->answerNext("PATCH", "/rest/v1/settings", [this](const HttpRequest &) -> Result<HttpResponse> {
            put("a", "theirs");
            return HttpResponse{200, {}, "[]"};
        });
        QVERIFY(wait(store().put(u"a"_s, "ours")).ok());
        QVERIFY(stored("a") == "theirs");
    }

    void addsOnce()
    {
        QVERIFY(wait(store().add(u"a"_s, 1)).ok());
        QCOMPARE(wait(store().add(u"a"_s, 2)).error().code, ErrorCode::Outdated);
        QVERIFY(stored("a") == 1);
        const auto insert = m_transport->requests().last();
        QVERIFY(HttpResponse({200, insert.headers, {}}).header("Prefer").contains("resolution=ignore-duplicates"));
    }

    void replacesWhatWasSeen()
    {
        put("a", 1);
        const auto seen = wait(store().read(u"a"_s)).valueOr({});
        const auto now = wait(store().replace(seen, 2));
        QVERIFY(now.ok());
        QVERIFY(now->value == 2);
        QCOMPARE(now->version, seen.version + 1);
        QVERIFY(wait(store().replace(*now, 3)).ok());
        QVERIFY(stored("a") == 3);
    }

    void replacesNothingElse()
    {
        put("a", 1);
        const auto seen = wait(store().read(u"a"_s)).valueOr({});
        QVERIFY(wait(store().put(u"a"_s, "theirs")).ok());
        QCOMPARE(wait(store().replace(seen, "ours")).error().code, ErrorCode::Outdated);
        QCOMPARE(wait(store().replace(Setting{u"none"_s, {}}, 1)).error().code, ErrorCode::Outdated);
        QVERIFY(stored("a") == "theirs");
        QVERIFY(stored("none").is_null());
    }

    void saysThatTheStoreIsAway()
    {
        m_transport->setOffline(true);
        QCOMPARE(wait(store().value(u"a"_s)).error().code, ErrorCode::Unavailable);
        QCOMPARE(wait(store().read(u"a"_s)).error().code, ErrorCode::Unavailable);
        QCOMPARE(wait(store().chargesWhenAccepted()).error().code, ErrorCode::Unavailable);
        QCOMPARE(wait(store().put(u"a"_s, 1)).error().code, ErrorCode::Unavailable);
        QCOMPARE(wait(store().add(u"a"_s, 1)).error().code, ErrorCode::Unavailable);
        QCOMPARE(wait(store().replace({u"a"_s, {}, 1}, 2)).error().code, ErrorCode::Unavailable);
        QCOMPARE(wait(store().check()).error().code, ErrorCode::Unavailable);
        m_transport->setOffline(false);
        QVERIFY(wait(store().check()).ok());
    }

    void believesNoNonsense_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("no list") << QByteArray("{}");
        QTest::newRow("nothing") << QByteArray();
    }

    void believesNoNonsense()
    {
        QFETCH(QByteArray, answer);
        const auto lie = [answer](const HttpRequest &) -> Result<HttpResponse> {
            return HttpResponse{200, {}, answer};
        };
        for (const char *method : {"GET", "GET", "PATCH", "PATCH", "POST"})
            m_transport->answerNext(method, "/rest/v1/settings", lie);
        QCOMPARE(wait(store().value(u"a"_s)).error().code, ErrorCode::Protocol);
        QCOMPARE(wait(store().read(u"a"_s)).error().code, ErrorCode::Protocol);
        QCOMPARE(wait(store().put(u"a"_s, 1)).error().code, ErrorCode::Protocol);
        QCOMPARE(wait(store().replace({u"a"_s, {}, 1}, 2)).error().code, ErrorCode::Protocol);
        QCOMPARE(wait(store().add(u"a"_s, 1)).error().code, ErrorCode::Protocol);
    }

private:
    SettingsStore store() { return SettingsStore(*m_client); }
    void put(const char *key, const json &value)
    {
        m_transport->put("settings", {{"key", key}, {"value", value}, {"version", 1}});
    }
    json stored(const char *key)
    {
        const json row = m_transport->row("settings", key);
        return row.is_null() ? json() : row["value"];
    }

    KeyCredentials m_key{"service"};
    std::unique_ptr<FakeTransport> m_transport;
    std::unique_ptr<RestClient> m_client;
};

QTEST_GUILESS_MAIN(TestSettingsStore)
#include "tst_settingsstore.moc"
