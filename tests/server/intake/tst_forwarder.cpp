#include "server/intake/forwarder.h"
#include "tests/server/intake/scriptedtransport.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace pl;
using namespace pl::intake;
using namespace pl::journal;
using namespace std::chrono_literals;
using pl::test::ScriptedTransport;
using Request = supabase::HttpRequest;
using Answer = ScriptedTransport::Answer;

/// The forwarder on a real journal, against a store that fails, hangs and lies.
class TestForwarder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void forwardsWhatCameBefore();
    void wakesWithANewLead();
    void waitsAsLongAsItIsAsked();
    void forwardsManyInOrder();
    void triesAgainAfterAnOutage_data();
    void triesAgainAfterAnOutage();
    void triesAgainAfterALostAnswer();
    void waitsForAHangingStore();
    void doesNotBelieveALiar();
    void setsAPoisonedLeadAside();
    void anAddressThatCantBeSearchedForKeepsNobodyWaiting();
    void takesAKnownExternalIdAsForwarded();
    void linksPersons();

private:
    QUuid add(const nlohmann::json &changes = {}, const QString &externalId = {});
    void start();
    qint64 count(EntryState state) { return *m_journal->count(state).result(); }
    static bool isInsert(const Request &request) { return request.method == "POST"; }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Journal> m_journal;
    std::unique_ptr<ScriptedTransport> m_store;
    supabase::KeyCredentials m_credentials{"key"};
    std::unique_ptr<supabase::RestClient> m_rest;
    std::unique_ptr<Forwarder> m_forwarder;
};

void TestForwarder::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    auto journal = Journal::open({m_dir->filePath(QStringLiteral("journal.sqlite"))});
    QVERIFY(journal.ok());
    m_journal = std::move(*journal);
    m_store = std::make_unique<ScriptedTransport>();
    m_rest =
        std::make_unique<supabase::RestClient>(*m_store, m_credentials, nullptr, supabase::RetryPolicy{.attempts = 1});
    m_forwarder = std::make_unique<Forwarder>(*m_journal, *m_rest, Forwarder::Pace{8, 5ms, 40ms});
}

void TestForwarder::cleanup()
{
    m_forwarder.reset();
    m_rest.reset();
    m_store.reset();
    m_journal.reset();
    m_dir.reset();
}

QUuid TestForwarder::add(const nlohmann::json &changes, const QString &externalId)
{
    static int number = 0;
    ++number;
    nlohmann::json row{{"first_name", "Maria"},
                       {"last_name", "Garcia"},
                       {"email", "maria" + std::to_string(number) + "@home.example"},
                       {"phone_number", "+1512555" + std::to_string(1000 + number)},
                       {"service_needed", "Drain Cleaning"},
                       {"urgency", "day"}};
    if (!changes.is_null())
        row.update(changes);
    const Submission lead{QUuid::createUuid(), externalId, {}, {}, QByteArray::fromStdString(row.dump()),
                          Timestamp::now()};
    const auto receipts = m_journal->submit({lead}).result();
    return receipts ? receipts->first()->id : QUuid();
}

void TestForwarder::start()
{
    m_forwarder->start();
}

void TestForwarder::forwardsWhatCameBefore()
{
    const QUuid id = add({{"zip_code", "78701"}}, QStringLiteral("ext"));
    start();
    QTRY_COMPARE(count(EntryState::Forwarded), 1);
    QCOMPARE(m_store->leads.size(), std::size_t(1));
    const auto row = m_store->leads.begin()->second;
    QVERIFY(row["id"] == id.toString(QUuid::WithoutBraces).toStdString());
    QVERIFY(row["zip_code"] == "78701");
    QVERIFY(row["description"].is_null());
    QVERIFY(row["duplicate_of"].is_null());
    QVERIFY(row["created_at"].is_string());
    const auto insert = std::find_if(m_store->requests.begin(), m_store->requests.end(), isInsert);
    QVERIFY(insert->target.contains("on_conflict=id"));
    QVERIFY(
        supabase::HttpResponse({200, insert->headers, {}}).header("Prefer").contains("resolution=ignore-duplicates"));
}

void TestForwarder::wakesWithANewLead()
{
    start();
    QCOMPARE(count(EntryState::Waiting), 0);
    QSignalSpy forwarded(m_forwarder.get(), &Forwarder::forwarded);
    QVERIFY(!add().isNull());
    QTRY_COMPARE(forwarded.size(), 1);
    QVERIFY(!add().isNull());
    QTRY_COMPARE(forwarded.size(), 2);
}

void TestForwarder::waitsAsLongAsItIsAsked()
{
    m_store->script = [](const Request &) -> std::optional<ScriptedTransport::Answer> {
        return supabase::HttpResponse{429, {{"Retry-After", "77"}}, {}};
    };
    QSignalSpy delayed(m_forwarder.get(), &Forwarder::delayed);
    QVERIFY(!add().isNull());
    start();
    QTRY_COMPARE(delayed.size(), 1);
    QCOMPARE(delayed.first().at(1).value<std::chrono::milliseconds>(), std::chrono::milliseconds(77s));
}

void TestForwarder::forwardsManyInOrder()
{
    QList<QUuid> ids;
    for (int i = 0; i < 30; ++i)
        ids.append(add());
    start();
    QTRY_COMPARE(count(EntryState::Forwarded), 30);
    QList<QUuid> sent;
    for (const Request &request : m_store->requests)
        if (isInsert(request))
            for (const auto &row : nlohmann::json::parse(request.body.toStdString()))
                sent.append(QUuid::fromString(QString::fromStdString(row["id"].get<std::string>())));
    QCOMPARE(sent, ids);
    QCOMPARE(m_store->inserts(), 4); // batches of 8
}

void TestForwarder::triesAgainAfterAnOutage_data()
{
    QTest::addColumn<int>("status"); // 0: no answer at all
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("unreachable") << 0 << QByteArray();
    QTest::newRow("500") << 500 << QByteArray("XX000");
    QTest::newRow("503") << 503 << QByteArray();
    QTest::newRow("429") << 429 << QByteArray();
    QTest::newRow("wrong key") << 401 << QByteArray();
    QTest::newRow("no permission") << 403 << QByteArray("42501");
    QTest::newRow("no such table") << 404 << QByteArray("PGRST205");
    QTest::newRow("no such column") << 400 << QByteArray("PGRST204");
    QTest::newRow("undefined column") << 400 << QByteArray("42703");
    QTest::newRow("a proxy's 400") << 400 << QByteArray();
    QTest::newRow("a proxy's 409") << 409 << QByteArray();
}

void TestForwarder::triesAgainAfterAnOutage()
{
    QFETCH(int, status);
    QFETCH(QByteArray, code);
    int failures = 5;
    m_store->script = [&](const Request &request) -> std::optional<Answer> {
        if (!isInsert(request) || failures-- <= 0)
            return std::nullopt;
        return status == 0 ? ScriptedTransport::unreachable() : ScriptedTransport::refusal(status, code.constData());
    };
    QSignalSpy delayed(m_forwarder.get(), &Forwarder::delayed);
    QVERIFY(!add().isNull());
    start();
    QTRY_COMPARE(count(EntryState::Forwarded), 1);
    QCOMPARE(delayed.size(), 5);
    QCOMPARE(count(EntryState::SetAside), 0);
    QCOMPARE(m_store->leads.size(), std::size_t(1));
    // The pauses grow, and stay under the longest.
    const auto pause = [&](int i) { return delayed.at(i).at(1).value<std::chrono::milliseconds>(); };
    QVERIFY(pause(4) > pause(0));
    QVERIFY(pause(4) <= 40ms);
}

void TestForwarder::triesAgainAfterALostAnswer()
{
    bool isLost = false;
    m_store->script = [&](const Request &request) -> std::optional<Answer> {
        if (!isInsert(request) || isLost)
            return std::nullopt;
        isLost = true;
        for (const auto &row : nlohmann::json::parse(request.body.toStdString()))
            m_store->leads.emplace(row["id"].get<std::string>(), row);
        return Error{ErrorCode::TimedOut, QStringLiteral("No answer came.")};
    };
    QVERIFY(!add().isNull() && !add().isNull());
    start();
    QTRY_COMPARE(count(EntryState::Forwarded), 2);
    QCOMPARE(m_store->leads.size(), std::size_t(2));
    QCOMPARE(m_store->inserts(), 2);
}

void TestForwarder::waitsForAHangingStore()
{
    m_store->isHanging = true;
    QVERIFY(!add().isNull());
    start();
    QTRY_COMPARE(m_store->requests.size(), 1);
    QVERIFY(!add().isNull()); // intake goes on, and no second request is begun
    QCOMPARE(count(EntryState::Waiting), 2);
    QCOMPARE(m_store->requests.size(), 1);
    m_store->release();
    QTRY_COMPARE(count(EntryState::Forwarded), 2);
}

void TestForwarder::doesNotBelieveALiar()
{
    int lies = 3;
    m_store->script = [&](const Request &request) -> std::optional<Answer> {
        if (!isInsert(request) || lies-- <= 0)
            return std::nullopt;
        return lies == 1 ? ScriptedTransport::json(201, "gladly")
                         : ScriptedTransport::json(201, nlohmann::json::array());
    };
    QSignalSpy delayed(m_forwarder.get(), &Forwarder::delayed);
    QVERIFY(!add().isNull());
    start();
    QTRY_COMPARE(count(EntryState::Forwarded), 1);
    QCOMPARE(delayed.size(), 3);
    QCOMPARE(m_store->leads.size(), std::size_t(1));
}

void TestForwarder::setsAPoisonedLeadAside()
{
    const auto isPoisoned = [](const nlohmann::json &row) { return row["first_name"] == "Poison"; };
    m_store->script = [&](const Request &request) -> std::optional<Answer> {
        if (!isInsert(request))
            return std::nullopt;
        const auto rows = nlohmann::json::parse(request.body.toStdString());
        if (std::none_of(rows.begin(), rows.end(), isPoisoned))
            return std::nullopt;
        return ScriptedTransport::refusal(400, "22001");
    };
    QSignalSpy setAside(m_forwarder.get(), &Forwarder::setAside);
    QUuid poison;
    for (int i = 0; i < 20; ++i) {
        const QUuid id = add(i == 5 ? nlohmann::json{{"first_name", "Poison"}} : nlohmann::json());
        poison = i == 5 ? id : poison;
    }
    start();
    QTRY_COMPARE(count(EntryState::Forwarded), 19);
    QCOMPARE(count(EntryState::Waiting), 0);
    QCOMPARE(setAside.size(), 1);
    QCOMPARE(setAside.first().at(0).toUuid(), poison);
    QVERIFY(setAside.first().at(1).toString().contains(QStringLiteral("22001")));
    QCOMPARE((*m_journal->find(poison).result())->state, EntryState::SetAside);
}

void TestForwarder::anAddressThatCantBeSearchedForKeepsNobodyWaiting()
{
    m_store->script = [&](const Request &request) -> std::optional<Answer> {
        if (request.method == "GET" && request.target.contains("unsearchable"))
            return ScriptedTransport::refusal(400, "22021");
        return std::nullopt;
    };
    for (int i = 0; i < 10; ++i)
        QVERIFY(!add(i == 3 ? nlohmann::json{{"email", "unsearchable@home.example"}} : nlohmann::json()).isNull());
    start();
    QTRY_COMPARE(count(EntryState::Forwarded), 10);
    QCOMPARE(m_store->leads.size(), std::size_t(10));
}

void TestForwarder::takesAKnownExternalIdAsForwarded()
{
    m_store->script = [&](const Request &request) -> std::optional<Answer> {
        if (isInsert(request) && request.body.contains("\"known\""))
            return ScriptedTransport::refusal(409, "23505");
        return std::nullopt;
    };
    QVERIFY(!add({{"external_id", "known"}}, QStringLiteral("known")).isNull());
    QVERIFY(!add().isNull());
    start();
    QTRY_COMPARE(count(EntryState::Forwarded), 2);
    QCOMPARE(m_store->leads.size(), std::size_t(1));
    QCOMPARE(count(EntryState::SetAside), 0);
}

void TestForwarder::linksPersons()
{
    const std::string old = QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
    m_store->leads[old] = {{"id", old},
                           {"email", "x@home.example"},
                           {"phone_number", "+15125550101"},
                           {"service_needed", "Drain Cleaning"},
                           {"created_at", Timestamp::now().addSeconds(-3600).toString().toStdString()},
                           {"duplicate_of", nullptr}};
    const QUuid known = add({{"phone_number", "+15125550101"}});
    const QUuid first = add({{"email", "New@home.example"}});
    const QUuid second = add({{"email", "new@home.example"}});
    start();
    QTRY_COMPARE(count(EntryState::Forwarded), 3);
    const auto original = [&](const QUuid &id) {
        return m_store->leads[id.toString(QUuid::WithoutBraces).toStdString()]["duplicate_of"];
    };
    QVERIFY(original(known) == old);
    QVERIFY(original(first).is_null());
    QVERIFY(original(second) == first.toString(QUuid::WithoutBraces).toStdString());
}

QTEST_GUILESS_MAIN(TestForwarder)
#include "tst_forwarder.moc"
