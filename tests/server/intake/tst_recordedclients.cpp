#include "models/domain/sourcekey.h"
#include "models/mapping/bodyreader.h"
#include "server/http/server.h"
#include "server/intake/hookentry.h"
#include "server/intake/hookhandler.h"
#include "server/intake/leadhandler.h"
#include "tests/server/http/rawclient.h"
#include "tests/server/intake/scriptedtransport.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace pl;
using namespace pl::intake;
using namespace pl::journal;
using namespace std::chrono_literals;
using nlohmann::json;
using pl::test::ScriptedTransport;

/// What others' clients put on the wire, recorded byte for byte (tests/data/wire), with `{key}` for the key: Node's
/// fetch and http, Python's requests, urllib and http.client, curl, and forms and scripts of pages in Chromium. They
/// stream in chunks, expect a 100, write head and fields in their own way. All of it goes through the real server.
class TestRecordedClients : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void takesWhatHooksAreSent_data();
    void takesWhatHooksAreSent();
    void takesWhatFormsSend_data();
    void takesWhatFormsSend();

private:
    static void addRecordings(const QString &kind, int atLeast);
    QByteArray recording(const SourceKey &key) const;
    QByteArray answerTo(const QByteArray &bytes) const;

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<ScriptedTransport> m_store;
    supabase::KeyCredentials m_credentials{"key"};
    std::unique_ptr<supabase::RestClient> m_rest;
    std::unique_ptr<metrics::Registry> m_registry;
    std::unique_ptr<Journal> m_journal;
    std::unique_ptr<SourceKeys> m_keys;
    std::unique_ptr<LeadHandler> m_leads;
    std::unique_ptr<HookHandler> m_hooks;
    std::unique_ptr<http::Router> m_router;
    std::unique_ptr<http::Server> m_server;
    quint16 m_port = 0;
    const SourceKey m_hookKey = SourceKey::create(SourceKey::Kind::Hook);
    const SourceKey m_formKey = SourceKey::create(SourceKey::Kind::Form);
};

namespace {

const QString kWire = QStringLiteral(PL_TEST_DATA "/data/wire/");

json clientSource(const SourceKey &key, const QUuid &id, const char *kind)
{
    return {{"id", toJson(id)}, {"name", kind}, {"kind", kind}, {"key_hash", key.hash().toStdString()}};
}

/// Of the last answer: a 100 may come before it. 0 before any has come.
int statusIn(const QByteArray &received)
{
    const qsizetype at = received.lastIndexOf("HTTP/1.1 ");
    return at < 0 ? 0 : received.mid(at + 9, 3).toInt();
}

} // namespace

void TestRecordedClients::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_store = std::make_unique<ScriptedTransport>();
    m_rest =
        std::make_unique<supabase::RestClient>(*m_store, m_credentials, nullptr, supabase::RetryPolicy{.attempts = 1});
    const QUuid form = QUuid::createUuid();
    m_store->sources = {clientSource(m_hookKey, QUuid::createUuid(), "hook"), clientSource(m_formKey, form, "form")};
    m_store->settings[SourceRules::keyOf(form).toStdString()] = {{"origins", {"http://pipes.example"}}};
    auto journal = Journal::open({m_dir->filePath(QStringLiteral("journal.sqlite"))});
    QVERIFY(journal.ok());
    m_journal = std::move(*journal);
    m_keys = std::make_unique<SourceKeys>(*m_rest, SourceKeys::Pace{1h, 20ms});
    m_registry = std::make_unique<metrics::Registry>();
    m_leads = std::make_unique<LeadHandler>(*m_journal, *m_keys, *m_rest, *m_registry);
    m_hooks = std::make_unique<HookHandler>(*m_journal, m_leads->gate(), *m_rest, *m_registry);
    m_router = std::make_unique<http::Router>();
    m_leads->addRoutes(*m_router);
    m_hooks->addRoutes(*m_router);
    m_server = std::make_unique<http::Server>(
        [this](const http::Request &request) { return m_router->handle(request); }, http::Limits{});
    const auto port = m_server->listen(QHostAddress::LocalHost, 0);
    QVERIFY(port.ok());
    m_port = *port;
    QTRY_VERIFY(m_keys->hasList());
}

void TestRecordedClients::cleanup()
{
    m_server.reset();
    m_router.reset();
    m_hooks.reset();
    m_leads.reset();
    m_keys.reset();
    m_journal.reset();
    m_rest.reset();
    m_store.reset();
    m_dir.reset();
}

void TestRecordedClients::addRecordings(const QString &kind, int atLeast)
{
    QTest::addColumn<QString>("file");
    const QStringList files = QDir(kWire).entryList({kind + QStringLiteral("-*.txt")}, QDir::Files, QDir::Name);
    QVERIFY2(files.size() >= atLeast, qPrintable(kWire));
    for (const QString &file : files)
        QTest::newRow(qPrintable(file)) << file;
}

/// The key's length is no part of the body's.
QByteArray TestRecordedClients::recording(const SourceKey &key) const
{
    QFETCH(QString, file);
    QFile wire(kWire + file);
    if (!wire.open(QIODevice::ReadOnly))
        return {};
    return wire.readAll().replace("{key}", key.text());
}

/// The bytes go in pieces of seven, since what arrives together is not the client's choice; the body of a client that
/// expects a 100 goes after that.
QByteArray TestRecordedClients::answerTo(const QByteArray &bytes) const
{
    RawClient client(m_port);
    const bool isPatient = bytes.contains("Expect: 100-continue\r\n");
    const qsizetype body = bytes.indexOf("\r\n\r\n") + 4;
    (void)QTest::qWaitFor([&] { return client.isConnected(); });
    for (qsizetype at = 0; at < bytes.size();) {
        const qsizetype end = std::min(at + 7, at < body ? body : bytes.size());
        client.send(bytes.mid(at, end - at));
        QCoreApplication::processEvents();
        if (end == body && isPatient && !QTest::qWaitFor([&] { return statusIn(client.received()) == 100; }))
            return client.received();
        at = end;
    }
    (void)QTest::qWaitFor([&] { return statusIn(client.received()) >= 200; });
    return client.received();
}

void TestRecordedClients::takesWhatHooksAreSent_data()
{
    addRecordings(QStringLiteral("hook"), 15);
}

void TestRecordedClients::takesWhatHooksAreSent()
{
    const QByteArray bytes = recording(m_hookKey);
    const QByteArray answer = answerTo(bytes);
    QVERIFY2(statusIn(answer) == 200, answer.constData());
    QCOMPARE(answer.contains("100 Continue"), bytes.contains("Expect: 100-continue\r\n"));
    const auto entries = m_journal->waiting(10, HookEntry::kKind).result();
    QVERIFY(entries.ok());
    QCOMPARE(entries->size(), 1);
    const auto entry = HookEntry::of(entries->first());
    QVERIFY(entry.ok());
    const auto body = mapping::readBody(entry->contentType, entry->body);
    QVERIFY(body.ok());
    const QByteArray tree = dumpJson(body->tree);
    for (const char *part : {R"("name":"Zoë Example")", R"("phone":"512-555-0143")", R"("service":"Drain Cleaning")"})
        QVERIFY2(tree.contains(part), tree.constData());
    QVERIFY2(body->files.isEmpty() || body->files == QStringList{QStringLiteral("leak.png")}, tree.constData());
}

void TestRecordedClients::takesWhatFormsSend_data()
{
    addRecordings(QStringLiteral("form"), 6);
}

void TestRecordedClients::takesWhatFormsSend()
{
    const QByteArray bytes = recording(m_formKey);
    const QByteArray answer = answerTo(bytes);
    QVERIFY2(statusIn(answer) == 201, answer.constData());
    QVERIFY(answer.contains("Access-Control-Allow-Origin: http://pipes.example\r\n"));
    QCOMPARE(answer.contains("Thank you"), bytes.contains("Accept: text/html"));
    const auto entries = m_journal->waiting(10).result();
    QVERIFY(entries.ok());
    QCOMPARE(entries->size(), 1);
    const QByteArray payload = entries->first().payload;
    const json lead = json::parse(payload.toStdString());
    QVERIFY2(lead["first_name"] == "Zoë" && lead["last_name"] == "Example", payload.constData());
    QVERIFY2(lead["phone_number"] == "+15125550143" && lead["email"] == "zoe@home.example", payload.constData());
    QVERIFY2(lead["service_needed"] == "Drain Cleaning" && lead["urgency"] == "day", payload.constData());
    QVERIFY(!payload.contains("PNG"));
}

QTEST_GUILESS_MAIN(TestRecordedClients)
#include "tst_recordedclients.moc"
