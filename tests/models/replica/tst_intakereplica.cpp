#include "models/replica/intakecommands.h"
#include "tests/support/intakerows.h"
#include "tests/support/officefixture.h"

#include <QSignalSpy>

using namespace pl;
using namespace pl::replica;
using pl::test::hookRow;
using pl::test::intakeRow;
using State = IntakeReplica::State;

/// What waits comes once, then what becomes of it; bodies are read one by one.
class TestIntakeReplica : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::OfficeFixture> m_office;
    std::unique_ptr<IntakeReplica> m_intake;
    std::unique_ptr<IntakeCommands> m_commands;

    static QUuid id(int n) { return QUuid::fromString(QString::fromStdString(intakeRow(n)["id"])); }
    static QUuid sourceId(int n) { return QUuid::fromString(QString::fromStdString(hookRow(n)["id"])); }
    void put(int n, const nlohmann::json &changes = nlohmann::json::object())
    {
        m_office->transport.put("intake_items", intakeRow(n, changes));
    }
    void load()
    {
        m_intake->start();
        QTRY_COMPARE(m_intake->state(), State::Live);
    }
    QString field(int number, const char *column)
    {
        return QString::fromStdString(stored(number)[column].get<std::string>());
    }
    nlohmann::json stored(int n) { return m_office->transport.row("intake_items", intakeRow(n)["id"]); }
    supabase::HttpRequest last(const QByteArray &method)
    {
        const auto &requests = m_office->transport.requests();
        const auto it = std::find_if(requests.crbegin(), requests.crend(),
                                     [&](const supabase::HttpRequest &request) { return request.method == method; });
        return it == requests.crend() ? supabase::HttpRequest{} : *it;
    }
    template <class T>
    Result<T> outcome(const QFuture<Result<T>> &future)
    {
        return QTest::qWaitFor([&] { return future.isFinished(); }) ? future.result()
                                                                    : Result<T>(Error{ErrorCode::TimedOut, {}});
    }

private Q_SLOTS:
    void init()
    {
        m_office = std::make_unique<test::OfficeFixture>(1);
        m_intake = std::make_unique<IntakeReplica>(m_office->client, nullptr, std::chrono::milliseconds(20));
        m_commands = std::make_unique<IntakeCommands>(m_office->client, *m_intake);
    }
    void cleanup()
    {
        m_commands.reset();
        m_intake.reset();
        m_office.reset();
    }

    void onlyWhatWaitsIsReadFirstAndNoBodies()
    {
        put(1);
        put(2, {{"status", "retry"}});
        put(3, {{"status", "taken"}, {"updated_at", "2026-10-01T10:00:00+00:00"}}); // nor by what is read next
        load();
        QCOMPARE(m_intake->items().size(), 2);
        QCOMPARE(m_intake->waitingCount(), 1);
        const QByteArray target = m_office->transport.requests().first().target;
        QVERIFY2(target.contains("status=in.(") && !target.contains("body"), target);
    }

    void whatBecomesOfAnItemIsTold()
    {
        put(1);
        load();
        QSignalSpy changed(m_intake.get(), &IntakeReplica::itemsChanged);
        put(1, {{"status", "taken"}, {"version", 2}, {"updated_at", m_office->transport.nextTime()}});
        QTRY_COMPARE(changed.size(), 1);
        QCOMPARE(m_intake->item(id(1))->status, IntakeStatus::Taken);
        QCOMPARE(m_intake->waitingCount(), 0);
    }

    void onlyMappableItemsOfTheSourceCount()
    {
        put(1);
        put(2, {{"cause", "no_lead"}});
        put(3, {{"erased_at", m_office->transport.nextTime()}});
        put(4, {{"source_id", hookRow(2)["id"]}});
        put(5, {{"cause", "refused"}});
        load();
        QCOMPARE(m_intake->mappableCount(sourceId(1)), 2);
    }

    void aBodyIsReadByItself()
    {
        put(1, {{"body", "aGk="}, {"body_encoding", "base64"}});
        const auto body = outcome(m_commands->body(id(1)));
        QVERIFY(body);
        QCOMPARE(body->bytes, QByteArray("hi"));
        QCOMPARE(outcome(m_commands->body(id(9))).error().code, ErrorCode::NotFound);
    }

    void allOfASourceAreTriedAgainAtOnce()
    {
        put(1);
        put(2, {{"cause", "refused"}});
        put(3, {{"cause", "no_lead"}});
        put(4, {{"source_id", hookRow(2)["id"]}});
        load();
        const auto tried = outcome(m_commands->retryAll(sourceId(1)));
        QVERIFY(tried);
        QCOMPARE(tried->size(), 2);
        QCOMPARE(last("PATCH").body, QByteArray("{\"status\":\"retry\"}"));
        QCOMPARE(m_intake->item(id(1))->status, IntakeStatus::Retry);
        QCOMPARE(field(3, "status"), QStringLiteral("waiting"));
        QCOMPARE(field(4, "status"), QStringLiteral("waiting"));
    }

    void aNewTokenTriesWhatCouldNotBeFetched()
    {
        put(1, {{"cause", "not_fetched"}});
        put(2);
        put(3, {{"cause", "not_fetched"}, {"source_id", hookRow(2)["id"]}});
        load();
        const auto tried = outcome(m_commands->retryNotFetched(sourceId(1)));
        QVERIFY(tried);
        QCOMPARE(tried->size(), 1);
        QCOMPARE(m_intake->item(id(1))->status, IntakeStatus::Retry);
        QCOMPARE(field(2, "status"), QStringLiteral("waiting"));
        QCOMPARE(field(3, "status"), QStringLiteral("waiting"));
    }

    void aDiscardedItemCanWaitAgain()
    {
        put(1);
        load();
        const auto discarded = outcome(m_commands->discard(*m_intake->item(id(1)), QStringLiteral("spam")));
        QVERIFY(discarded);
        QCOMPARE(field(1, "note"), QStringLiteral("spam"));
        QCOMPARE(m_intake->waitingCount(), 0);
        QVERIFY(outcome(m_commands->restore(*discarded)));
        QCOMPARE(m_intake->waitingCount(), 1);
    }

    void whoeverWasFasterWins()
    {
        put(1);
        load();
        const IntakeItem seen = *m_intake->item(id(1));
        put(1, {{"status", "taken"}, {"version", 2}, {"updated_at", m_office->transport.nextTime()}});
        const auto outdated = outcome(m_commands->discard(seen, QStringLiteral("spam")));
        QCOMPARE(outdated.error().code, ErrorCode::Outdated);
        QCOMPARE(field(1, "status"), QStringLiteral("taken"));
        QTRY_COMPARE(m_intake->item(id(1))->status, IntakeStatus::Taken);
    }

    void aMappingIsSavedOnTheSourceAsItWasSeen()
    {
        m_office->transport.put("lead_sources", hookRow(1));
        const auto source = outcome(m_commands->source(sourceId(1)));
        QVERIFY(source);
        const nlohmann::json mapping{{"fields", {{"email", "mail"}}}};
        const auto saved = outcome(m_commands->saveMapping(*source, mapping));
        QVERIFY(saved);
        QVERIFY(saved->mapping == mapping);
        QCOMPARE(outcome(m_commands->saveMapping(*source, mapping)).error().code, ErrorCode::Outdated);
        QVERIFY(outcome(m_commands->saveMapping(*saved, nullptr)));
        QVERIFY(m_office->transport.row("lead_sources", hookRow(1)["id"])["mapping"].is_null());
    }
};

QTEST_GUILESS_MAIN(TestIntakeReplica)
#include "tst_intakereplica.moc"
