#include "models/domain/sourcekey.h"
#include "server/intake/sourcekeys.h"
#include "tests/server/intake/scriptedtransport.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace pl;
using namespace pl::intake;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using nlohmann::json;
using pl::test::ScriptedTransport;

/// Who may send while the store is away.
class TestSourceKeys : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void keepsTheList();
    void aRevokedKeyIsRefusedOnceTheStoreIsThere();
    void ignoresAListOfAnotherProject();
    void ignoresABrokenFile_data();
    void ignoresABrokenFile();
    void writesOnlyNewLists();
    void reportsAFailedSave();
    void keepsHooksWithTheirSecrets();
    void readsAListOfAnEarlierVersion();

private:
    SourceKeysCache cache(const char *store = "https://abc.supabase.co") const
    {
        return {m_dir->filePath(u"source-keys.json"_s), QString::fromLatin1(store)};
    }
    json row(const SourceKey &key) const
    {
        return {{"id", toJson(QUuid::createUuid())}, {"name", "website"}, {"key_hash", key.hash().toStdString()}};
    }
    std::unique_ptr<SourceKeys> open();

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<ScriptedTransport> m_store;
    supabase::KeyCredentials m_credentials{"key"};
    std::unique_ptr<supabase::RestClient> m_rest;
    SourceKey m_key = SourceKey::create();
};

void TestSourceKeys::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_rest.reset();
    m_store = std::make_unique<ScriptedTransport>();
    m_store->sources = json::array({row(m_key)});
    m_rest =
        std::make_unique<supabase::RestClient>(*m_store, m_credentials, nullptr, supabase::RetryPolicy{.attempts = 1});
}

std::unique_ptr<SourceKeys> TestSourceKeys::open()
{
    auto keys = std::make_unique<SourceKeys>(*m_rest, SourceKeys::Pace{5ms, 5ms});
    keys->keepIn(cache());
    return keys;
}

void TestSourceKeys::keepsTheList()
{
    auto keys = open();
    QVERIFY(!keys->known(m_key.text()));
    QTRY_VERIFY(keys->known(m_key.text()));
    QFile file(m_dir->filePath(u"source-keys.json"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains(m_key.text()));
    QCOMPARE(file.permissions() & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther),
             QFile::Permissions());

    m_store->script = [](const auto &) { return ScriptedTransport::unreachable(); };
    keys = open();
    const auto source = keys->known(m_key.text());
    QVERIFY(source);
    QCOMPARE(source->name, u"website"_s);
    const auto unknown = keys->find("pl_unknown");
    QTRY_VERIFY(unknown.isFinished());
    QCOMPARE(unknown.result().error().code, ErrorCode::Unavailable);
    QVERIFY(keys->known(m_key.text()));
}

void TestSourceKeys::aRevokedKeyIsRefusedOnceTheStoreIsThere()
{
    auto keys = open();
    QTRY_VERIFY(keys->known(m_key.text()));
    m_store->script = [](const auto &) { return ScriptedTransport::unreachable(); };
    m_store->sources = json::array();
    keys = open();
    QVERIFY(keys->known(m_key.text()));
    m_store->script = nullptr;
    QTRY_VERIFY(!keys->known(m_key.text()));
    QTRY_VERIFY(cache().read().isEmpty());
}

void TestSourceKeys::ignoresAListOfAnotherProject()
{
    QVERIFY(cache().write({{m_key.hash(), {QUuid::createUuid(), u"website"_s}}}).ok());
    QCOMPARE(cache().read().size(), 1);
    QVERIFY(cache("https://another.supabase.co").read().isEmpty());
}

void TestSourceKeys::ignoresABrokenFile_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("cut off") << QByteArray(R"({"store":"https://abc.supabase.co","sources":[{"key_)");
    QTest::newRow("no list") << QByteArray(R"({"store":"https://abc.supabase.co","sources":7})");
    QTest::newRow("a row that is none") << QByteArray(R"({"store":"https://abc.supabase.co","sources":[{"id":"x"}]})");
    QTest::newRow("a list alone") << QByteArray("[]");
}

void TestSourceKeys::ignoresABrokenFile()
{
    QFETCH(QByteArray, content);
    QFile file(m_dir->filePath(u"source-keys.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
    file.close();
    QVERIFY(cache().read().isEmpty());
    auto keys = open();
    QTRY_VERIFY(keys->known(m_key.text()));
    QTRY_COMPARE(cache().read().size(), 1);
}

void TestSourceKeys::writesOnlyNewLists()
{
    const auto keys = open();
    QTRY_COMPARE(cache().read().size(), 1);
    QVERIFY(QFile::remove(m_dir->filePath(u"source-keys.json"_s)));
    const auto asked = m_store->requests.size();
    QTRY_VERIFY(m_store->requests.size() > asked + 3);
    QVERIFY(!QFile::exists(m_dir->filePath(u"source-keys.json"_s)));
    m_store->sources.push_back(row(SourceKey::create()));
    QTRY_COMPARE(cache().read().size(), 2);
}

void TestSourceKeys::reportsAFailedSave()
{
    SourceKeys keys(*m_rest, SourceKeys::Pace{5ms, 5ms});
    QSignalSpy failed(&keys, &SourceKeys::saveFailed);
    keys.keepIn({m_dir->filePath(u"no/such/folder/keys.json"_s), u"x"_s});
    QTRY_VERIFY(!failed.isEmpty());
    QVERIFY(keys.known(m_key.text()));
}

void TestSourceKeys::keepsHooksWithTheirSecrets()
{
    const SourceKey key = SourceKey::create(SourceKey::Kind::Hook);
    const SourceKey old = SourceKey::create(SourceKey::Kind::Hook);
    json hook = row(key);
    hook.update({{"kind", "hook"},
                 {"preset", "typeform"},
                 {"authentication", nullptr},
                 {"answer_status", 201},
                 {"old_key_hash", old.hash().toStdString()},
                 {"old_key_until", "2999-01-01T00:00:00+00:00"}});
    m_store->sources.push_back(hook);
    m_store->secrets = json::array({json{{"source_id", hook["id"]}, {"secret", "signing secret"}}});
    auto keys = open();
    QTRY_COMPARE(cache().read().size(), 3);
    const auto source = keys->known(key.text());
    QVERIFY(source);
    QCOMPARE(source->kind, Source::Kind::Hook);
    QCOMPARE(source->hmacSecret, QByteArray("signing secret"));
    QCOMPARE(source->answerStatus, 201);
    QCOMPARE(source->authentications.size(), 1);
    QCOMPARE(source->authentications.first().header, QByteArray("Typeform-Signature"));
    QVERIFY(keys->known(old.text())->until);
    QCOMPARE(keys->all().size(), 2);

    m_store->script = [](const auto &) { return ScriptedTransport::unreachable(); };
    keys = open();
    QVERIFY(keys->known(key.text()) == source);
    QVERIFY(keys->withId(source->id) == source);
    QVERIFY(keys->known(old.text())->until);
}

/// That one had no kinds; what it says about forms still holds.
void TestSourceKeys::readsAListOfAnEarlierVersion()
{
    QFile file(m_dir->filePath(u"source-keys.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"store":"https://abc.supabase.co","sources":[)"
               R"({"id":"00000000-0000-4000-8000-000000000001","name":"a","is_form":true,"key_hash":"h1"},)"
               R"({"id":"00000000-0000-4000-8000-000000000002","name":"b","is_form":false,"key_hash":"h2"}]})");
    file.close();
    const auto sources = cache().read();
    QCOMPARE(sources.size(), 2);
    QCOMPARE(sources["h1"].kind, Source::Kind::Form);
    QCOMPARE(sources["h2"].kind, Source::Kind::Program);
}

QTEST_GUILESS_MAIN(TestSourceKeys)
#include "tst_sourcekeys.moc"
