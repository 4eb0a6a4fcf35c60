#include "server/embedded/store/schema.h"
#include "tests/integration/markedcustomer.h"
#include "tests/integration/people.h"
#include "tests/support/waiting.h"

#include <QTest>

using namespace pl;
using namespace pl::test;
using namespace Qt::StringLiterals;
using nlohmann::json;

/// A customer with a mark in every field, erased from a real server with its own store: afterward the mark is in no
/// table, no file, no log, no page, and neither in a window's memory nor in its folder.
class TestPersonErased : public QObject
{
    Q_OBJECT

    std::unique_ptr<MessageProviders> m_providers;
    std::unique_ptr<ServerProcess> m_server;
    std::unique_ptr<MarkedCustomer> m_customer;

    static QStringList allTables()
    {
        QStringList names;
        for (const embedded::Table &table : embedded::Schema::instance().tables())
            names += table.name;
        return names;
    }
    bool start()
    {
        if (!m_server->start())
            return false;
        QByteArray key;
        for (const auto &[name, value] : m_server->serviceHeaders())
            if (name == "apikey")
                key = value;
        m_customer = std::make_unique<MarkedCustomer>(*m_server, *m_providers, m_server->url(), key);
        return true;
    }
    ServerProcess::Run erase()
    {
        return m_server->run({u"erase"_s, u"--phone"_s, MarkedCustomer::kPhone, u"--email"_s, MarkedCustomer::kEmail,
                              u"--yes"_s, u"--json"_s});
    }
    void isNowhere()
    {
        QCOMPARE(m_customer->markedTables(allTables()), QStringList());
        QTRY_COMPARE_WITH_TIMEOUT(m_customer->markedFiles(), QStringList(), 20'000);
        const QByteArray log = m_server->errorOutput();
        QVERIFY2(!MarkedCustomer::isMarked(log), log.constData());
        for (const char *page : {"/metrics", "/healthz", "/readyz"})
            QVERIFY2(!MarkedCustomer::isMarked(m_server->request("GET", QString::fromLatin1(page)).body), page);
    }

private Q_SLOTS:
    void init()
    {
        m_providers = std::make_unique<MessageProviders>();
        m_server = std::make_unique<ServerProcess>(ServerProcess::Store::Embedded);
        m_providers->serve(*m_server);
        m_server->setEnvironment(u"PUBLIC_URL"_s, u"https://office.example"_s);
    }
    void cleanup()
    {
        m_customer.reset();
        m_server.reset();
        m_providers.reset();
    }

    void besideARunningServer()
    {
        QVERIFY2(start(), m_server->errorOutput());
        QVERIFY(m_customer->comes());
        QVERIFY(m_customer->openWindow());
        QVERIFY(!m_customer->markedInFolder().isEmpty());
        const QStringList before = m_customer->markedTables(allTables());
        for (const char *table : {"leads", "lead_events", "notifications", "intake_items", "opt_outs", "import_changes",
                                  "saved_views", "contact_refusals", "payments"})
            QVERIFY2(before.contains(QLatin1StringView(table)), table);
        QVERIFY(m_customer->markedFiles().contains(u"saved.jsonl"_s));
        const auto erased = erase();
        QVERIFY2(erased.exitCode == 0, erased.errorOutput.constData());
        QCOMPARE(erased.json()["leads"].get<int>(), 2);
        QVERIFY(erased.json()["bodies"].get<int>() >= 2);
        isNowhere();
        QTRY_VERIFY_WITH_TIMEOUT(!m_customer->windowHolds(), 20'000);
        QCOMPARE(m_customer->leadsInWindow(), 2);
        QCOMPARE(m_customer->markedInFolder(), QStringList());
        // "Never again" outlives it, and so do the hashes.
        QVERIFY(m_server->rows(u"contact_refusals?select=channel&channel=eq.sms"_s).size() == 1u);
        const auto checked = m_server->run({u"check"_s, u"--history"_s});
        QVERIFY2(checked.exitCode == 0, checked.errorOutput.constData());
        QCOMPARE(erase().json()["leads"].get<int>(), 0);
    }

    void withoutAServer()
    {
        QVERIFY2(start(), m_server->errorOutput());
        QVERIFY(m_customer->comes());
        QCOMPARE(m_server->stop(), 0);
        const auto erased = erase();
        QVERIFY2(erased.exitCode == 0, erased.errorOutput.constData());
        QCOMPARE(m_customer->markedFiles(), QStringList());
    }

    /// Killed at any moment, and asked once more.
    void afterKills()
    {
        QVERIFY2(start(), m_server->errorOutput());
        QVERIFY(m_customer->comes());
        const QString id = QUuid::createUuid().toString(QUuid::WithoutBraces);
        QCOMPARE(
            m_server->write("POST", u"server_requests"_s,
                            {{"id", id.toStdString()},
                             {"kind", "erase_person"},
                             {"data", {{"phone", "+15125550143"}, {"email", MarkedCustomer::kEmail.toStdString()}}}}),
            201);
        QTRY_VERIFY_WITH_TIMEOUT(m_server->rows(u"server_requests?state=neq.asked&id=eq."_s + id).size() == 1u, 20'000);
        m_server->kill();
        QVERIFY2(m_server->start(), m_server->errorOutput());
        const auto erased = erase();
        QVERIFY2(erased.exitCode == 0, erased.errorOutput.constData());
        // Another port: only the files are asked.
        QTRY_VERIFY2_WITH_TIMEOUT(m_customer->markedFiles().isEmpty() ||
                                      m_server->rows(u"server_requests?state=eq.working"_s).size() == 1u,
                                  qPrintable(m_customer->markedFiles().join(u' ')), 20'000);
    }

    void showsAndProves()
    {
        QVERIFY2(start(), m_server->errorOutput());
        QVERIFY(m_customer->comes());
        const auto shown = m_server->run({u"person"_s, u"--phone"_s, MarkedCustomer::kPhone, u"--json"_s});
        QVERIFY2(shown.exitCode == 0, shown.errorOutput.constData());
        QCOMPARE(shown.json()["leads"].size(), 2u);
        const std::string lead = shown.json()["leads"][0]["lead"]["id"];
        const auto given = m_server->run({u"person"_s, u"give"_s, u"--email"_s, MarkedCustomer::kEmail});
        QVERIFY2(given.exitCode == 0, given.errorOutput.constData());
        QVERIFY(given.output.contains("Xyzzyplugh is nice") && !given.output.contains("pat@pipes.example"));
        QVERIFY(!given.output.contains(kStaff.toUtf8()));
        const QString file = m_server->dataDir() + u"/proof.json"_s;
        const auto proven = m_server->run({u"proof"_s, QString::fromStdString(lead), u"--out"_s, file});
        QVERIFY2(proven.exitCode == 0, proven.errorOutput.constData());
        QFile pack(file);
        QVERIFY(pack.open(QIODevice::ReadOnly));
        const json document = json::parse(pack.readAll().toStdString());
        QVERIFY(document["consent"]["text"] == json("I, Xyzzyplugh, agree."));
        QVERIFY(document["chain"]["fault"] == json("none"));
        QCOMPARE(m_server->run({u"proof"_s, QString::fromStdString(lead), u"--out"_s, file}).exitCode, 1); // is there
        QCOMPARE(m_server->rows(u"activity?kind=in.(file_viewed,person_exported,proof_made)"_s).size(), 4u);
        QCOMPARE(m_server->run({u"person"_s, u"--name"_s, u"Nobody Here"_s}).exitCode, 1);
        QCOMPARE(m_server->run({u"person"_s}).exitCode, 2);
        QCOMPARE(m_server->run({u"erase"_s, u"--phone"_s, u"12"_s, u"--yes"_s}).exitCode, 2);
        QCOMPARE(m_server->run({u"erase"_s, u"--phone"_s, MarkedCustomer::kPhone}).exitCode, 2); // nobody to ask
    }
};

QTEST_GUILESS_MAIN(TestPersonErased)
#include "tst_personerased.moc"
