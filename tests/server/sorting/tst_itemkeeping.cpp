#include "models/domain/keepingtimes.h"
#include "server/sorting/itemkeeping.h"
#include "tests/server/sorting/sortingoffice.h"
#include "tests/support/waiting.h"

#include <QSignalSpy>
#include <QTest>

using namespace pl;
using namespace pl::sorting;
using nlohmann::json;
using pl::test::said;
using pl::test::SortingOffice;

namespace {

constexpr qint64 kDaySeconds = 24 * 3600;

} // namespace

/// What was sent is erased when it was kept long enough, on the embedded store.
class TestItemKeeping : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void oldItemsLoseTheirBodies();
    void whatStillWaitedIsDiscarded();
    void theOfficeSaysHowLong_data();
    void theOfficeSaysHowLong();
    void manyItemsOfSeveralSourcesAreErased();
    void laterOnesAreErasedInTheirHour();
    void continuesAfterTheStoreWasAway();

private:
    QUuid addItem(const QUuid &source, double daysAgo, const char *status = "waiting");
    /// How many were erased; -1: it failed.
    int erase();
    json itemOf(const QUuid &id);

    Timestamp m_now = Timestamp::now();
    std::unique_ptr<SortingOffice> m_office;
    std::unique_ptr<ItemKeeping> m_keeping;
};

void TestItemKeeping::init()
{
    m_now = Timestamp::now();
    m_office = std::make_unique<SortingOffice>();
    m_keeping = std::make_unique<ItemKeeping>(*m_office->rest, *m_office->book, [this] { return m_now; });
}

void TestItemKeeping::cleanup()
{
    m_keeping.reset();
    m_office.reset();
}

QUuid TestItemKeeping::addItem(const QUuid &source, double daysAgo, const char *status)
{
    const Timestamp at = m_now.addSeconds(-qint64(daysAgo * double(kDaySeconds)));
    return m_office->addItem(source, {{"hello", "there"}},
                             {{"status", status}, {"received_at", at.toString().toStdString()}});
}

int TestItemKeeping::erase()
{
    QSignalSpy erased(m_keeping.get(), &ItemKeeping::erased);
    m_keeping->erase();
    if (!QTest::qWaitFor([&] { return erased.size() == 1; }))
        return -1;
    return erased.first().first().value<Result<int>>().valueOr(-1);
}

json TestItemKeeping::itemOf(const QUuid &id)
{
    for (const json &row : m_office->rows("intake_items"))
        if (row["id"] == toJson(id))
            return row;
    return {};
}

void TestItemKeeping::oldItemsLoseTheirBodies()
{
    const QUuid source = m_office->addSource();
    const QUuid old = addItem(source, 30.1, "discarded");
    const QUuid young = addItem(source, 29.9, "discarded");
    QCOMPARE(erase(), 1);
    QVERIFY(itemOf(old)["body"].is_null());
    QVERIFY(itemOf(old)["erased_at"].is_string());
    QCOMPARE(said(itemOf(old)["note"]), said(nullptr));
    QVERIFY(itemOf(young)["body"].is_string());
    QVERIFY(itemOf(young)["erased_at"].is_null());
    const json before = itemOf(old);
    QCOMPARE(erase(), 0);
    QCOMPARE(said(itemOf(old)), said(before));
}

void TestItemKeeping::whatStillWaitedIsDiscarded()
{
    const QUuid source = m_office->addSource();
    for (const char *status : {"waiting", "retry"}) {
        const QUuid id = addItem(source, 31, status);
        QCOMPARE(erase(), 1);
        QCOMPARE(said(itemOf(id)["status"]), said("discarded"));
        QCOMPARE(said(itemOf(id)["note"]), said("Kept 30 days, then erased."));
        QCOMPARE(said(itemOf(id)["settled_by"]), said("server"));
        m_keeping = std::make_unique<ItemKeeping>(*m_office->rest, *m_office->book, [this] { return m_now; });
    }
}

void TestItemKeeping::theOfficeSaysHowLong_data()
{
    QTest::addColumn<QByteArray>("times"); // empty: a store that has none
    QTest::addColumn<QByteArray>("days");
    QTest::addColumn<double>("kept");
    QTest::newRow("a week") << QByteArray("{\"bodies\":7}") << QByteArray("90") << 7.0;
    QTest::newRow("a year") << QByteArray("{\"bodies\":365}") << QByteArray("90") << 365.0;
    QTest::newRow("not a number") << QByteArray("{\"bodies\":\"soon\"}") << QByteArray("90") << 30.0;
    QTest::newRow("no times, a week") << QByteArray() << QByteArray("7") << 7.0;
    QTest::newRow("no times, not a number") << QByteArray() << QByteArray("\"soon\"") << 30.0;
    QTest::newRow("no times, none at all") << QByteArray() << QByteArray("0") << 30.0;
}

void TestItemKeeping::theOfficeSaysHowLong()
{
    QFETCH(QByteArray, times);
    QFETCH(QByteArray, days);
    QFETCH(double, kept);
    const auto row = supabase::Query("settings").eq("key", QString::fromLatin1(KeepingTimes::kKey));
    QVERIFY(test::wait(m_office->rest->send({"DELETE", row.target()}, true)).ok());
    if (!times.isEmpty())
        m_office->insert("settings", {{"key", KeepingTimes::kKey}, {"value", json::parse(times.toStdString())}});
    m_office->insert("settings", {{"key", ItemKeeping::kKeepDays}, {"value", json::parse(days.toStdString())}});
    const QUuid source = m_office->addSource();
    const QUuid old = addItem(source, kept + 0.1);
    const QUuid young = addItem(source, kept - 0.1);
    QCOMPARE(erase(), 1);
    QVERIFY(itemOf(old)["body"].is_null());
    QVERIFY(itemOf(young)["body"].is_string());
}

void TestItemKeeping::manyItemsOfSeveralSourcesAreErased()
{
    const QUuid first = m_office->addSource();
    const QUuid second = m_office->addSource();
    for (int i = 0; i < 130; ++i)
        addItem(first, 40, i % 2 == 0 ? "waiting" : "taken");
    for (int i = 0; i < 3; ++i)
        addItem(second, 40);
    QCOMPARE(erase(), 133);
    for (const json &row : m_office->rows("intake_items"))
        QVERIFY(row["body"].is_null());
}

void TestItemKeeping::laterOnesAreErasedInTheirHour()
{
    const QUuid source = m_office->addSource();
    const QUuid item = addItem(source, 29.99);
    QCOMPARE(erase(), 0);
    m_now = m_now.addSeconds(3600);
    QCOMPARE(erase(), 1);
    QVERIFY(itemOf(item)["body"].is_null());
}

void TestItemKeeping::continuesAfterTheStoreWasAway()
{
    const QUuid item = addItem(m_office->addSource(), 31);
    m_office->store->isAway = true;
    QCOMPARE(erase(), -1);
    m_office->store->isAway = false;
    m_office->store->lostAnswers = 1;
    QCOMPARE(erase(), -1);
    QCOMPARE(erase(), 0); // the answer alone was lost
    QVERIFY(itemOf(item)["body"].is_null());
}

QTEST_GUILESS_MAIN(TestItemKeeping)
#include "tst_itemkeeping.moc"
