#include "models/mapping/preset.h"
#include "tests/server/sorting/sortingoffice.h"
#include "tests/support/waiting.h"

#include <QSignalSpy>
#include <QTest>

using namespace pl;
using namespace pl::sorting;
using namespace std::chrono_literals;
using journal::EntryState;
using nlohmann::json;
using pl::test::said;
using pl::test::SortingOffice;

namespace {

const json kRosa{{"name", "Rosa Example"}, {"phone", "512-555-0143"}, {"service", "Drain Cleaning"}, {"zip", "78701"}};

json rosaWith(const json &changes)
{
    json body = kRosa;
    body.update(changes);
    return body;
}

HookForwarder::Pace hookPace()
{
    return {.batch = 50, .firstPause = 5ms, .longestPause = 40ms, .rush = 1'000'000'000};
}

} // namespace

/// What hooks sent, from the journal to the embedded store.
class TestHookForwarder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aBodyBecomesALead();
    void aBodyOfSeveralLeadsBecomesEachOfThem();
    void whatHasNoLeadWaitsForPeople();
    void whatCantBeReadWaitsForPeople();
    void aMappingThatCantBeUsedLosesNothing();
    void aKeyInTheBodyIsNoAnswer();
    void whatWasRefusedBecomesAnItemAsItIs();
    void aReasonIsKeptWithoutNul();
    void whatIsNoLeadIsDiscarded();
    void idsAloneAreToBeFetched();
    void aTestIsMarked();
    void deliveringTwiceChangesNothing();
    void aRepeatOfTheSourcesIdIsTheSameLead();
    void aLeadTheSourceSentByTheApiIsKnown();
    void aLaterCallFillsWhatIsEmpty();
    void aLaterCallLeavesWhatTheOfficeChanged();
    void aLaterCallLeavesAnErasedLeadAlone();
    void oneBadLeadHindersNobody();
    void manyEntriesAreTwoWrites();
    void aLeadRepeatedInABodyIsOneWrite();
    void aRepeatOfABadLeadIsTried();
    void personsAreLinked();
    void anUnknownSourceHindersNobody();
    void aNewSourceIsReadAtOnce();
    void waitsForAStoreThatIsAway();
    void anHourWithoutAStoreLosesNothing_data();
    void anHourWithoutAStoreLosesNothing();

private:
    void run();
    void postNumber(const QUuid &source, int number);
    void startPosting(const QUuid &source, int bodies);
    json lead() { return m_office->only("leads"); }
    json item() { return m_office->only("intake_items"); }

    std::unique_ptr<SortingOffice> m_office;
    std::unique_ptr<HookForwarder> m_forwarder;

    // Of the hour without a store.
    Timestamp m_began;
    QList<Timestamp> m_leads; // when those that arrived were received
    int m_items = 0;
    int m_failed = 0;
};

void TestHookForwarder::init()
{
    m_leads.clear();
    m_items = m_failed = 0;
    m_office = std::make_unique<SortingOffice>();
    m_forwarder = std::make_unique<HookForwarder>(*m_office->journal, *m_office->rest, *m_office->book, hookPace());
}

void TestHookForwarder::cleanup()
{
    m_forwarder.reset();
    m_office.reset();
}

/// Until the journal has nothing left to deliver.
void TestHookForwarder::run()
{
    m_forwarder->start();
    QTRY_COMPARE(m_office->waiting(), 0);
}

void TestHookForwarder::aBodyBecomesALead()
{
    const QUuid source = m_office->addSource();
    QVERIFY(m_office->post(source, rosaWith({{"favorite_color", "blue"}})));
    run();
    const json row = lead();
    QCOMPARE(said(row["first_name"]), said("Rosa"));
    QCOMPARE(said(row["phone_number"]), said("+15125550143"));
    QCOMPARE(said(row["email"]), said(""));
    QCOMPARE(said(row["service_needed"]), said("Drain Cleaning"));
    QCOMPARE(said(row["urgency"]), said("week"));
    QCOMPARE(said(row["source_id"]), said(toJson(source)));
    QCOMPARE(said(row["has_real_phone"]), said(true));
    QCOMPARE(said(row["is_test"]), said(false));
    QCOMPARE(said(row["answers"]["favorite_color"]), said("blue"));
    QCOMPARE(m_office->rows("intake_items").size(), 0U);
}

void TestHookForwarder::aBodyOfSeveralLeadsBecomesEachOfThem()
{
    const QUuid source = m_office->addSource();
    QVERIFY(
        m_office->post(source, json::array({kRosa, rosaWith({{"phone", "512-555-0144"}}), json{{"color", "red"}}})));
    run();
    QCOMPARE(m_office->rows("leads").size(), 2U);
    QCOMPARE(said(item()["cause"]), said("unmapped"));
    QCOMPARE(said(item()["status"]), said("waiting"));
}

void TestHookForwarder::whatHasNoLeadWaitsForPeople()
{
    const QUuid source = m_office->addSource();
    QSignalSpy delivered(m_forwarder.get(), &HookForwarder::delivered);
    QVERIFY(m_office->post(source, {{"hello", "there"}}));
    run();
    QCOMPARE(m_office->rows("leads").size(), 0U);
    const json row = item();
    QCOMPARE(said(row["cause"]), said("unmapped"));
    QCOMPARE(said(row["status"]), said("waiting"));
    QVERIFY(!row["reason"].get<std::string>().empty());
    QCOMPARE(said(row["body"]), said("{\"hello\":\"there\"}"));
    QCOMPARE(said(row["content_type"]), said("application/json"));
    QCOMPARE(delivered.size(), 1);
    QCOMPARE(delivered.first().first().value<Delivered>().items.size(), 1);
}

void TestHookForwarder::whatCantBeReadWaitsForPeople()
{
    QVERIFY(m_office->post({m_office->addSource(), "application/xml", QByteArray("<a><b>\xff\x00", 8)}));
    run();
    QCOMPARE(said(item()["cause"]), said("broken"));
    QCOMPARE(said(item()["body_encoding"]), said("base64"));
    QCOMPARE(IntakeBody::fromJson(item())->bytes, QByteArray("<a><b>\xff\x00", 8));
}

void TestHookForwarder::aMappingThatCantBeUsedLosesNothing()
{
    QVERIFY(m_office->post(m_office->addSource({{"mapping", {{"fields", "none"}}}}), kRosa));
    run();
    QCOMPARE(said(item()["cause"]), said("unmapped"));
    QVERIFY(item()["reason"].get<std::string>().starts_with("The source's mapping can't be used"));
}

/// Plumbers read the answers.
void TestHookForwarder::aKeyInTheBodyIsNoAnswer()
{
    json own = json::object();
    own["fields"] = {{"full_name", "name"}, {"phone_number", "phone"}};
    const json way{{"kind", "body"}, {"field", "auth.token"}};
    QVERIFY(m_office->post(m_office->addSource({{"preset", "google-ads"},
                                                {"mapping", own},
                                                {"authentication", json::array({way})},
                                                {"default_service", "Drain Cleaning"}}),
                           rosaWith({{"google_key", "ph_secret"}, {"auth", {{"token", "ph_secret"}}}})));
    run();
    QCOMPARE(said(lead()["answers"]["zip"]), said("78701"));
    QVERIFY(!said(lead()).contains("ph_secret"));
}

void TestHookForwarder::whatWasRefusedBecomesAnItemAsItIs()
{
    const QString reason = QStringLiteral("phone_number: is required");
    QVERIFY(m_office->post({m_office->addSource(), "application/json", QByteArray::fromStdString(kRosa.dump()),
                            IntakeCause::Refused, reason}));
    run();
    QCOMPARE(m_office->rows("leads").size(), 0U);
    QCOMPARE(said(item()["cause"]), said("refused"));
    QCOMPARE(said(item()["status"]), said("waiting"));
    QCOMPARE(said(item()["reason"]), said(toJson(reason)));
}

/// It names the unknown field as it was sent.
void TestHookForwarder::aReasonIsKeptWithoutNul()
{
    const QString reason = QStringLiteral("na") + QChar(0) + QStringLiteral("me is unknown.");
    QVERIFY(m_office->post({m_office->addSource(), "application/json", "{}", IntakeCause::Refused, reason}));
    run();
    QCOMPARE(said(item()["reason"]), said("name is unknown."));
    QCOMPARE(m_office->inJournal(EntryState::SetAside), 0);
}

void TestHookForwarder::whatIsNoLeadIsDiscarded()
{
    const QUuid source = m_office->addSource({{"preset", "callrail"}});
    QVERIFY(m_office->post(source, {{"resource_id", "CAL1"}, {"direction", "outbound"}}));
    run();
    QCOMPARE(said(item()["cause"]), said("no_lead"));
    QCOMPARE(said(item()["status"]), said("discarded"));
    QCOMPARE(said(item()["note"]), said("a call to a customer"));
    QCOMPARE(said(item()["settled_by"]), said("server"));
    QVERIFY(item()["settled_at"].is_string());
}

void TestHookForwarder::idsAloneAreToBeFetched()
{
    const QUuid source = m_office->addSource({{"preset", "meta"}});
    json page = json::object();
    page["changes"] = json::array({json{{"field", "leadgen"}, {"value", {{"leadgen_id", "444"}}}}});
    QVERIFY(m_office->post(source, {{"object", "page"}, {"entry", json::array({page})}}));
    run();
    QCOMPARE(said(item()["cause"]), said("not_fetched"));
    QCOMPARE(said(item()["status"]), said("retry"));
    QVERIFY(item()["retry_at"].is_null());
    QCOMPARE(m_office->rows("leads").size(), 0U);
}

void TestHookForwarder::aTestIsMarked()
{
    json body = json::parse(mapping::presetOf(QStringLiteral("google-ads"))->sample.toStdString());
    body["is_test"] = true;
    QVERIFY(
        m_office->post(m_office->addSource({{"preset", "google-ads"}, {"default_service", "Drain Cleaning"}}), body));
    run();
    QCOMPARE(said(lead()["is_test"]), said(true));
}

/// As after a crash between the store's answer and the journal's mark.
void TestHookForwarder::deliveringTwiceChangesNothing()
{
    const QUuid source = m_office->addSource();
    QVERIFY(m_office->post(source, kRosa));
    QVERIFY(m_office->post(source, {{"hello", "there"}}));
    const auto entries = m_office->journal->waiting(10, intake::HookEntry::kKind).result().valueOr({});
    QCOMPARE(entries.size(), 2);
    m_office->store->lostAnswers = 2; // of the leads, and then of the items
    run();
    const auto state = [this] { return json::array({m_office->rows("leads"), m_office->rows("intake_items")}); };
    const json before = state();
    QCOMPARE(before[0].size(), 1U);
    QCOMPARE(before[1].size(), 1U);
    const auto again = test::wait(HookDelivery::deliver(*m_office->rest, *m_office->book, entries));
    QVERIFY(again.ok());
    QCOMPARE(again->items.size(), 0);
    QCOMPARE(said(state()), said(before));
}

void TestHookForwarder::aRepeatOfTheSourcesIdIsTheSameLead()
{
    const QUuid source = m_office->addSource();
    QVERIFY(m_office->post(source, rosaWith({{"external_id", "x-1"}})));
    QVERIFY(m_office->post(source, rosaWith({{"external_id", "x-1"}, {"name", "Somebody Else"}})));
    run();
    QCOMPARE(said(lead()["first_name"]), said("Rosa"));
    QCOMPARE(said(lead()["version"]), said(1));
}

/// Its id there is another.
void TestHookForwarder::aLeadTheSourceSentByTheApiIsKnown()
{
    const QUuid source = m_office->addSource();
    m_office->insert("leads", {{"first_name", "Rosa"},
                               {"last_name", "Example"},
                               {"email", ""},
                               {"phone_number", "+15125550143"},
                               {"service_needed", "Drain Cleaning"},
                               {"urgency", "day"},
                               {"source_id", toJson(source)},
                               {"external_id", "x-1"}});
    QVERIFY(m_office->post(source, rosaWith({{"external_id", "x-1"}})));
    QVERIFY(m_office->post(source, rosaWith({{"external_id", "x-2"}})));
    run();
    QCOMPARE(m_office->rows("leads").size(), 2U);
    QCOMPARE(m_office->rows("intake_items").size(), 0U);
    QCOMPARE(m_office->inJournal(EntryState::SetAside), 0);
}

void TestHookForwarder::aLaterCallFillsWhatIsEmpty()
{
    const QUuid source = m_office->addSource({{"preset", "callrail"}});
    const json first{{"resource_id", "CAL1"}, {"customer_phone_number", "+15125550143"}, {"direction", "inbound"}};
    QVERIFY(m_office->post(source, first));
    run();
    m_office->change("leads", QUuid::fromString(QString::fromStdString(lead()["id"].get<std::string>())),
                     {{"last_name", "Office"}, {"urgency", "day"}});
    json second = first;
    second.update({{"customer_name", "Rosa Example"}, {"note", "Kitchen sink"}, {"zip_code", "78701"}});
    QVERIFY(m_office->post(source, second));
    QTRY_COMPARE(m_office->waiting(), 0);
    QCOMPARE(said(lead()["first_name"]), said("Rosa"));
    QCOMPARE(said(lead()["last_name"]), said("Office"));
    QCOMPARE(said(lead()["urgency"]), said("day"));
    QCOMPARE(said(lead()["description"]), said("Kitchen sink"));
    QCOMPARE(said(lead()["zip_code"]), said("78701"));
}

/// Also what it emptied.
void TestHookForwarder::aLaterCallLeavesWhatTheOfficeChanged()
{
    const QUuid source = m_office->addSource({{"preset", "callrail"}});
    const json first{{"resource_id", "CAL1"},
                     {"customer_phone_number", "+15125550143"},
                     {"direction", "inbound"},
                     {"zip_code", "78701"}};
    QVERIFY(m_office->post(source, first));
    run();
    const json id = lead()["id"];
    m_office->change("leads", QUuid::fromString(QString::fromUtf8(said(id))),
                     {{"description", "Gate code 12"}, {"zip_code", nullptr}});
    m_office->insert(
        "lead_events",
        {{"lead_id", id}, {"kind", "edited"}, {"actor", "sam@office.test"}, {"note", "description, zip_code"}});
    json second = first;
    second.update({{"customer_name", "Rosa Example"}, {"note", "Kitchen sink"}, {"zip_code", "78702"}});
    QVERIFY(m_office->post(source, second));
    QTRY_COMPARE(m_office->waiting(), 0);
    QCOMPARE(said(lead()["first_name"]), said("Rosa"));
    QCOMPARE(said(lead()["description"]), said("Gate code 12"));
    QVERIFY(lead()["zip_code"].is_null());
}

void TestHookForwarder::aLaterCallLeavesAnErasedLeadAlone()
{
    const QUuid source = m_office->addSource({{"preset", "callrail"}});
    const json first{{"resource_id", "CAL1"}, {"customer_phone_number", "+15125550143"}, {"direction", "inbound"}};
    QVERIFY(m_office->post(source, first));
    run();
    m_office->change("leads", QUuid::fromString(QString::fromStdString(lead()["id"].get<std::string>())),
                     {{"erased_at", Timestamp::now().toString().toStdString()}, {"phone_number", ""}});
    const json erased = lead();
    json second = first;
    second["customer_name"] = "Rosa Example";
    QVERIFY(m_office->post(source, second));
    QTRY_COMPARE(m_office->waiting(), 0);
    QCOMPARE(said(lead()), said(erased));
}

/// The others come through in the same batch, and people see the bad one.
void TestHookForwarder::oneBadLeadHindersNobody()
{
    const QUuid good = m_office->addSource();
    const QUuid bad = m_office->addSource({{"mapping", {{"fields", {{"phone_number", "phone"}}}}}});
    QVERIFY(m_office->post(good, kRosa));
    QVERIFY(m_office->post(bad, {{"phone", "512-555-0177"}}));
    QVERIFY(m_office->post(good, rosaWith({{"phone", "512-555-0144"}})));
    m_office->store->refuses = "+15125550177";
    run();
    QCOMPARE(m_office->rows("leads").size(), 2U);
    QCOMPARE(said(item()["source_id"]), said(toJson(bad)));
    QCOMPARE(said(item()["cause"]), said("unmapped"));
    QCOMPARE(m_office->inJournal(EntryState::SetAside), 0);
}

void TestHookForwarder::manyEntriesAreTwoWrites()
{
    const QUuid source = m_office->addSource();
    for (int i = 0; i < 20; ++i) {
        QVERIFY(m_office->post(source, rosaWith({{"phone", "512-555-01" + std::to_string(10 + i)}})));
        QVERIFY(m_office->post(source, {{"hello", i}}));
    }
    m_office->store->written.clear();
    run();
    QCOMPARE(m_office->rows("leads").size(), 20U);
    QCOMPARE(m_office->rows("intake_items").size(), 20U);
    QCOMPARE(m_office->store->written.size(), 2);
}

/// Else a body of a hundred such leads keeps the store, and everybody behind it, busy for seconds.
void TestHookForwarder::aLeadRepeatedInABodyIsOneWrite()
{
    const QUuid source = m_office->addSource();
    auto body = json::array();
    for (int i = 0; i < 60; ++i)
        body.push_back(rosaWith({{"external_id", "x-" + std::to_string(i % 2)}, {"note", i}}));
    QVERIFY(m_office->post(source, body));
    m_office->store->written.clear();
    run();
    QCOMPARE(m_office->rows("leads").size(), 2U);
    QCOMPARE(m_office->rows("intake_items").size(), 0U);
    QCOMPARE(m_office->store->written.size(), 1);
}

void TestHookForwarder::aRepeatOfABadLeadIsTried()
{
    const QUuid source = m_office->addSource();
    QVERIFY(m_office->post(source, json::array({rosaWith({{"external_id", "x-1"}, {"phone", "512-555-0177"}}),
                                                rosaWith({{"external_id", "x-1"}, {"phone", "512-555-0144"}})})));
    m_office->store->refuses = "+15125550177";
    run();
    QCOMPARE(said(lead()["phone_number"]), said("+15125550144"));
    QCOMPARE(said(item()["cause"]), said("unmapped"));
}

void TestHookForwarder::personsAreLinked()
{
    const QUuid source = m_office->addSource();
    QVERIFY(m_office->post(source, kRosa));
    run();
    const json first = lead();
    QVERIFY(m_office->post(source, rosaWith({{"name", "R. Example"}})));
    QTRY_COMPARE(m_office->rows("leads").size(), 2U);
    for (const json &row : m_office->rows("leads"))
        QCOMPARE(said(row["duplicate_of"]), said(row["id"] == first["id"] ? json() : first["id"]));
}

void TestHookForwarder::anUnknownSourceHindersNobody()
{
    QVERIFY(m_office->post(QUuid::createUuid(), kRosa));
    QVERIFY(m_office->post(m_office->addSource(), kRosa));
    run();
    QCOMPARE(m_office->rows("leads").size(), 1U);
    QCOMPARE(m_office->inJournal(EntryState::SetAside), 1);
}

void TestHookForwarder::aNewSourceIsReadAtOnce()
{
    QVERIFY(m_office->post(m_office->addSource(), kRosa));
    run();
    QVERIFY(m_office->post(m_office->addSource(), rosaWith({{"phone", "512-555-0144"}})));
    QTRY_COMPARE(m_office->rows("leads").size(), 2U);
    QCOMPARE(m_office->inJournal(EntryState::SetAside), 0);
}

void TestHookForwarder::waitsForAStoreThatIsAway()
{
    const QUuid source = m_office->addSource();
    m_office->store->isAway = true;
    QSignalSpy delayed(m_forwarder.get(), &HookForwarder::delayed);
    QVERIFY(m_office->post(source, kRosa));
    QVERIFY(m_office->post(source, {{"hello", "there"}}));
    m_forwarder->start();
    QTRY_VERIFY(delayed.size() >= 5);
    QCOMPARE(m_office->waiting(), 2);
    m_office->store->isAway = false;
    QTRY_COMPARE(m_office->waiting(), 0);
    QCOMPARE(m_office->rows("leads").size(), 1U);
    QCOMPARE(m_office->rows("intake_items").size(), 1U);
}

void TestHookForwarder::anHourWithoutAStoreLosesNothing_data()
{
    QTest::addColumn<Error>("trouble");
    QTest::newRow("can't be reached") << Error{ErrorCode::Unavailable, QStringLiteral("The store can't be reached.")};
    QTest::newRow("answers too late") << Error{ErrorCode::TimedOut, QStringLiteral("The store did not answer.")};
    QTest::newRow("refuses our key") << Error{ErrorCode::Unauthenticated, QStringLiteral("The key is not valid.")};
}

/// A lead or an item by turns.
void TestHookForwarder::postNumber(const QUuid &source, int number)
{
    json body{{"hello", number}, {"padding", std::string(1000, 'x')}};
    if (number % 2 == 0)
        body.update({{"name", "Rosa Example"}, {"phone", "+1512555" + std::to_string(1000 + number)}});
    const intake::HookEntry entry{source, "application/json", QByteArray::fromStdString(body.dump())};
    const Timestamp at = m_began.addSeconds(15 * number);
    QVERIFY(m_office->journal->submitEvent(entry.submission(at)).result().ok());
}

/// With a further body after each failed try, until there are `bodies`.
void TestHookForwarder::startPosting(const QUuid &source, int bodies)
{
    const HookForwarder::Pace fast{.batch = 50, .firstPause = 1ms, .longestPause = 1ms, .rush = 1'000'000'000};
    m_forwarder = std::make_unique<HookForwarder>(*m_office->journal, *m_office->rest, *m_office->book, fast);
    connect(m_forwarder.get(), &HookForwarder::delayed, this, [this, source, bodies] {
        if (++m_failed < bodies)
            postNumber(source, m_failed);
    });
    connect(m_forwarder.get(), &HookForwarder::delivered, this, [this](const Delivered &delivered) {
        for (const intake::DeliveredLead &lead : delivered.leads)
            m_leads += lead.receivedAt;
        m_items += int(delivered.items.size());
    });
    m_forwarder->start();
}

/// As many failed tries as fit into an hour of the product's longest pauses, with a body before each one, and a new
/// forwarder halfway, as after a restart. Nothing is set aside, failing writes nothing, and in the end all is there
/// once, the leads in order.
void TestHookForwarder::anHourWithoutAStoreLosesNothing()
{
    QFETCH(Error, trouble);
    const int tries = int(std::chrono::hours(1) / (HookForwarder::Pace().longestPause / 2)); // spread by half
    const QUuid source = m_office->addSource({{"default_service", "Drain Cleaning"}});
    QVERIFY(test::wait(m_office->book->read()).ok());
    m_office->store->isAway = true;
    m_office->store->trouble = trouble;
    m_began = Timestamp::now().addSeconds(-3600);
    postNumber(source, 0);
    startPosting(source, tries);
    QTRY_VERIFY_WITH_TIMEOUT(m_failed >= tries / 2, 60'000);
    startPosting(source, tries);
    QTRY_VERIFY_WITH_TIMEOUT(m_failed >= tries, 60'000);

    QCOMPARE(m_office->waiting(), tries);
    const qint64 bytes = m_office->journalBytes();
    QTRY_VERIFY_WITH_TIMEOUT(m_failed >= 2 * tries, 60'000);
    QCOMPARE(m_office->journalBytes(), bytes);

    m_office->store->isAway = false;
    QTRY_COMPARE_WITH_TIMEOUT(m_office->waiting(), 0, 60'000);
    QCOMPARE(m_office->inJournal(EntryState::SetAside), 0);
    QCOMPARE(m_office->rows("leads", "id").size(), std::size_t(tries / 2));
    QCOMPARE(m_office->rows("intake_items", "id").size(), std::size_t(tries / 2));
    QTRY_COMPARE(m_items, tries / 2);
    QCOMPARE(m_leads.size(), tries / 2);
    QVERIFY(std::is_sorted(m_leads.cbegin(), m_leads.cend()));
}

QTEST_GUILESS_MAIN(TestHookForwarder)
#include "tst_hookforwarder.moc"
