#include "models/replica/sourcecommands.h"
#include "models/replica/sourcetester.h"
#include "tests/support/officefixture.h"
#include "tests/support/sourcerows.h"
#include "tests/support/testwords.h"
#include "tests/support/waiting.h"

#include <QSignalSpy>

using namespace pl;
using namespace pl::replica;
using nlohmann::json;
using pl::test::sourceId;
using pl::test::sourceIdText;
using pl::test::words;

/// What an admin's window knows of sources and does to them.
class TestSourceCommands : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::OfficeFixture> m_office;
    std::unique_ptr<SourceBook> m_book;
    std::unique_ptr<SourceCommands> m_commands;
    std::unique_ptr<SourceTester> m_tester;
    const Timestamp m_now = Timestamp::fromMSecs(1'795'000'000'000);

    test::FakeTransport &store() { return m_office->transport; }
    const LeadSource &source(int number) const { return *m_book->source(sourceId(number)); }
    json row(const QUuid &id) { return store().row("lead_sources", id.toString(QUuid::WithoutBraces).toStdString()); }
    json row(int number) { return store().row("lead_sources", sourceIdText(number)); }
    json rules(const QUuid &id) { return store().row("settings", SourceRules::keyOf(id).toStdString()); }
    static SourceWish form(const char *name)
    {
        SourceWish wish;
        wish.row.name = words(name);
        wish.row.kind = LeadSource::Kind::Form;
        wish.row.costCents = 1250;
        wish.rules = {{words("https://www.example.com")}, 10};
        return wish;
    }
    json firstItem()
    {
        for (const supabase::HttpRequest &request : store().requests())
            if (request.method == "POST" && request.target.startsWith("/rest/v1/intake_items"))
                return store().row("intake_items", json::parse(request.body.toStdString())["id"]);
        return nullptr;
    }

    void load()
    {
        QSignalSpy changed(m_book.get(), &SourceBook::changed);
        m_book->load();
        QTRY_VERIFY(!changed.isEmpty());
        QVERIFY(m_book->isLoaded());
    }

private Q_SLOTS:
    void init()
    {
        m_office = std::make_unique<test::OfficeFixture>(2);
        store().put("lead_sources", test::sourceRow(1, "Google Ads", "hook"));
        store().put("lead_sources", test::sourceRow(2, "website", "form"));
        QVERIFY(m_office->load());
        m_book = std::make_unique<SourceBook>(m_office->client);
        m_commands = std::make_unique<SourceCommands>(m_office->client, *m_book);
        m_tester =
            std::make_unique<SourceTester>(m_office->client, m_office->replica, nullptr,
                                           TestPace{std::chrono::milliseconds(5), std::chrono::milliseconds(200)});
    }
    void cleanup()
    {
        m_tester.reset();
        m_commands.reset();
        m_book.reset();
        m_office.reset();
    }
    void theBookHoldsWhatServersTell()
    {
        const SourceSilence silence{words("website"), m_now.addSeconds(-7200), 14, 1, 5};
        store().put("settings", test::sourceSetting("source_rules.", 2,
                                                    {{"per_minute", 60}, {"origins", {"https://www.example.com"}}}));
        store().put("settings", test::sourceSetting("source_used.", 1, {{"at", m_now.toString().toStdString()}}));
        store().put("settings", test::sourceSetting("source_silence.", 2, silence.toJson()));
        store().put("settings", {{"key", "public_url"}, {"value", "https://leads.example.com/"}, {"version", 1}});
        json refused = test::intakeRow("50000000-0000-4000-8000-000000000002", 1, "retry");
        refused["cause"] = "refused";
        store().put("intake_items", test::intakeRow("50000000-0000-4000-8000-000000000001", 1, "waiting"));
        store().put("intake_items", refused);
        store().put("intake_items", test::intakeRow("50000000-0000-4000-8000-000000000003", 1, "discarded"));
        load();
        QCOMPARE(m_book->sources().size(), 2);
        QCOMPARE(source(1).preset, std::optional(words("google-ads")));
        QCOMPARE(m_book->rules(sourceId(2)), (SourceRules{{words("https://www.example.com")}, 60}));
        QCOMPARE(m_book->lastUse(sourceId(1)), std::optional(m_now));
        QCOMPARE(m_book->silence(sourceId(2)), std::optional(silence));
        QCOMPARE(m_book->items(sourceId(1)), (SourceItems{2, 1}));
        QCOMPARE(m_book->publicUrl(), words("https://leads.example.com"));
    }

    void theBookFollowsTheNews()
    {
        m_book->follow(m_office->replica.news());
        m_office->replica.news().ask();
        QTRY_COMPARE(m_book->sources().size(), 2);
        store().put("lead_sources", test::sourceRow(3, "partner", "program"));
        m_office->replica.news().ask();
        QTRY_COMPARE(m_book->sources().size(), 3);
    }

    void anOutageKeepsWhatIsKnown()
    {
        load();
        store().setOffline(true);
        m_book->load();
        QTRY_VERIFY(m_book->failure());
        QCOMPARE(m_book->sources().size(), 2);
        store().setOffline(false);
        m_book->load();
        QTRY_VERIFY(!m_book->failure());
    }

    void theStoreGetsAKeysHashAlone()
    {
        load();
        const auto made = test::wait(m_commands->add(form("landing page")));
        QVERIFY(made.ok());
        QVERIFY(!made->unfinished);
        QVERIFY(made->key.startsWith("pf_"));
        const json kept = row(made->source.id);
        QCOMPARE(kept["name"].get<std::string>(), "landing page");
        QCOMPARE(kept["kind"].get<std::string>(), "form");
        QCOMPARE(kept["cost_cents"].get<int>(), 1250);
        QCOMPARE(QByteArray::fromStdString(kept["key_hash"]), SourceKey(made->key).hash());
        QCOMPARE(QString::fromStdString(kept["key_prefix"]), SourceKey(made->key).prefix());
        for (const supabase::HttpRequest &request : store().requests())
            QVERIFY(!request.body.contains(made->key) && !request.target.contains(made->key));
        QCOMPARE(SourceRules::fromJson(rules(made->source.id)["value"]), form("").rules);
        QVERIFY(m_book->source(made->source.id));
    }

    void anEmptyAnswerClaimsNothing()
    {
        load();
        store().answerNext("POST", "/rest/v1/lead_sources", [](const supabase::HttpRequest &) {
            return supabase::HttpResponse{201, {}, "[]"}; // as to a second try, when the row is there already
        });
        const auto outcome = test::wait(m_commands->add(form("landing page")));
        QVERIFY(!outcome.ok());
        QCOMPARE(outcome.error().code, ErrorCode::Forbidden);
        QCOMPARE(m_book->sources().size(), 2);
    }

    void aTakenNameIsAConflict()
    {
        load();
        store().answerNext("POST", "/rest/v1/lead_sources", [](const supabase::HttpRequest &) {
            return supabase::HttpResponse{409, {}, "{\"code\":\"23505\",\"message\":\"duplicate key value\"}"};
        });
        const auto outcome = test::wait(m_commands->add(form("website")));
        QVERIFY(!outcome.ok());
        QCOMPARE(outcome.error().code, ErrorCode::Conflict);
        QCOMPARE(outcome.error().remoteCode, words("23505"));
        QVERIFY(rules(sourceId(2)).is_null());
    }

    void aKeyIsNotLostWithItsLimits()
    {
        load();
        store().answerNext("POST", "/rest/v1/settings", [](const supabase::HttpRequest &) {
            return Error{ErrorCode::Unavailable, words("The server can't be reached.")};
        });
        const auto made = test::wait(m_commands->add(form("landing page")));
        QVERIFY(made.ok());
        QVERIFY(made->unfinished);
        QCOMPARE(QByteArray::fromStdString(row(made->source.id)["key_hash"]), SourceKey(made->key).hash());
    }

    void aSecretIsWrittenAndNotAskedBack()
    {
        load();
        SourceWish wish{source(1), {}, words("sign me"), words("fetch with me")};
        QVERIFY(test::wait(m_commands->change(source(1), {}, wish)).ok());
        QCOMPARE(store().count("source_secrets"), std::size_t(2));
        int sent = 0;
        for (const supabase::HttpRequest &request : store().requests()) {
            if (!request.target.startsWith("/rest/v1/source_secrets"))
                continue;
            ++sent;
            QCOMPARE(request.method, QByteArray("POST"));
            QCOMPARE(request.target, QByteArray("/rest/v1/source_secrets"));
            const bool isMinimal = std::any_of(request.headers.begin(), request.headers.end(), [](const auto &header) {
                return header.first == "Prefer" && header.second == "return=minimal";
            });
            QVERIFY(isMinimal);
        }
        QCOMPARE(sent, 2);
        QCOMPARE(row(1)["version"].get<int>(), 1); // nothing else changed
    }

    void onlyWhatDiffersIsWritten()
    {
        load();
        SourceWish wish{source(2), {{words("https://www.example.com")}, 5}, {}, {}};
        QVERIFY(test::wait(m_commands->change(source(2), {}, wish)).ok());
        QCOMPARE(store().countOf("PATCH", "/rest/v1/lead_sources"), 0);
        QCOMPARE(m_book->rules(sourceId(2)), wish.rules);
        wish.row.name = words("contact form");
        QVERIFY(test::wait(m_commands->change(source(2), wish.rules, wish)).ok());
        QCOMPARE(store().countOf("PATCH", "/rest/v1/lead_sources"), 1);
        QCOMPARE(source(2).name, words("contact form"));
    }

    void presetAnswerAndSignatureCanChange()
    {
        load();
        SourceWish wish{source(1), {}, {}, {}};
        wish.row.preset = words("callrail");
        wish.row.answerStatus = 201;
        wish.row.authentication = json::array({json{{"kind", "path"}}});
        QVERIFY(test::wait(m_commands->change(source(1), {}, wish)).ok());
        QCOMPARE(row(1)["preset"].get<std::string>(), "callrail");
        QCOMPARE(row(1)["answer_status"].get<int>(), 201);
        QVERIFY(row(1)["authentication"] == wish.row.authentication);
    }

    void aMappingIsWrittenOnTheVersionThatWasSeen()
    {
        load();
        const LeadSource seen = source(1);
        const json mapping{{"fields", {{"full_name", "wer"}}}};
        const auto saved = test::wait(m_commands->saveMapping(seen, mapping));
        QVERIFY(saved.ok());
        QVERIFY(source(1).mapping == mapping);
        const auto lost = test::wait(m_commands->saveMapping(seen, nullptr));
        QVERIFY(!lost.ok());
        QCOMPARE(lost.error().code, ErrorCode::Outdated);
        QVERIFY(row(1)["mapping"] == mapping);
        QVERIFY(test::wait(m_commands->saveMapping(*saved, nullptr)).ok());
        QVERIFY(row(1)["mapping"].is_null());
    }

    void rulesThatSomebodyElseChangedStay()
    {
        load();
        store().put("settings", test::sourceSetting("source_rules.", 2, {{"per_minute", 7}, {"later", true}}));
        SourceWish wish{source(2), {{}, 5}, {}, {}};
        const auto lost = test::wait(m_commands->change(source(2), {}, wish));
        QVERIFY(!lost.ok());
        QCOMPARE(lost.error().code, ErrorCode::Outdated);
        QTRY_COMPARE(m_book->rules(sourceId(2)).perMinute, 7);
        QVERIFY(test::wait(m_commands->change(source(2), m_book->rules(sourceId(2)), wish)).ok());
        const json kept = rules(sourceId(2))["value"];
        QCOMPARE(kept["per_minute"].get<int>(), 5);
        QVERIFY(kept["later"].get<bool>()); // what a newer version wrote
    }

    void anOldVersionChangesNothing()
    {
        load();
        const LeadSource seen = source(1);
        QVERIFY(test::wait(m_commands->setActive(seen, false)).ok());
        QVERIFY(!source(1).active);
        const auto lost = test::wait(m_commands->setActive(seen, true));
        QVERIFY(!lost.ok());
        QCOMPARE(lost.error().code, ErrorCode::Outdated);
        QVERIFY(!row(1)["active"].get<bool>());
    }

    void aNewKeyLeavesTheOldOneADay()
    {
        load();
        const auto made = test::wait(m_commands->changeKey(source(1), m_now));
        QVERIFY(made.ok());
        QVERIFY(made->key.startsWith("ph_"));
        const json kept = row(1);
        QCOMPARE(kept["old_key_hash"].get<std::string>(), "hash of the first key");
        QCOMPARE(QByteArray::fromStdString(kept["key_hash"]), SourceKey(made->key).hash());
        QCOMPARE(made->source.oldKeyUntil, std::optional(m_now.addSeconds(24 * 3600)));
        QCOMPARE(source(1).keyPrefix, SourceKey(made->key).prefix());
    }

    void aTestIsMarkedAndItsLeadComesBack()
    {
        load();
        const auto pending = m_tester->send(sourceId(1), {"application/json", "{\"name\":\"Rosa\"}"});
        QTRY_VERIFY(!firstItem().is_null());
        json item = firstItem();
        QVERIFY(item["is_test"].get<bool>());
        QCOMPARE(item["status"].get<std::string>(), "retry");
        QCOMPARE(item["cause"].get<std::string>(), "unmapped");
        QCOMPARE(item["body"].get<std::string>(), "{\"name\":\"Rosa\"}");
        json taken = test::intakeRow(item["id"], 1, "taken");
        taken["lead_id"] = test::FakeTransport::leadId(2);
        store().put("intake_items", taken);
        const auto outcome = test::wait(pending);
        QVERIFY(outcome.ok());
        QVERIFY(outcome->isAnswered());
        QCOMPARE(outcome->lead->id, test::OfficeFixture::leadId(2));
    }

    void aTestThatBecameNoLeadSaysWhy()
    {
        load();
        const auto pending = m_tester->send(sourceId(1), {"text/plain", "hello"});
        QTRY_VERIFY(!firstItem().is_null());
        store().put("intake_items", test::intakeRow(firstItem()["id"], 1, "waiting"));
        const auto outcome = test::wait(pending);
        QVERIFY(outcome.ok());
        QVERIFY(outcome->isAnswered());
        QVERIFY(!outcome->lead);
        QCOMPARE(outcome->item.reason, words("No name and no way to reach anybody."));
    }

    void aServerThatDoesNotAnswerIsTold()
    {
        load();
        const auto pending = m_tester->send(sourceId(1), {"text/plain", "hello"});
        QTRY_VERIFY(!firstItem().is_null());
        store().put("intake_items", test::intakeRow(firstItem()["id"], 1, "retry"));
        const auto outcome = test::wait(pending);
        QVERIFY(outcome.ok());
        QVERIFY(!outcome->isAnswered());
    }

    void sitesAreReadAsPeopleTypeThem_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("origin");
        QTest::newRow("a host") << words("www.example.com") << words("https://www.example.com");
        QTest::newRow("with a path") << words(" https://Example.com/contact?x=1 ") << words("https://example.com");
        QTest::newRow("usual port") << words("http://example.com:80") << words("http://example.com");
        QTest::newRow("own port") << words("http://localhost:8000") << words("http://localhost:8000");
        QTest::newRow("umlaut") << words("https://bücher.example") << words("https://xn--bcher-kva.example");
        QTest::newRow("another scheme") << words("ftp://example.com") << QString();
        QTest::newRow("a password") << words("https://a:b@example.com") << QString();
        QTest::newRow("nothing") << QString() << QString();
    }
    void sitesAreReadAsPeopleTypeThem()
    {
        QFETCH(QString, typed);
        QFETCH(QString, origin);
        QCOMPARE(pageOrigin(typed).value_or(QString()), origin);
    }
};

QTEST_GUILESS_MAIN(TestSourceCommands)
#include "tst_sourcecommands.moc"
