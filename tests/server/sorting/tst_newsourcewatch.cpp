#include "server/sorting/newsourcewatch.h"
#include "tests/server/sorting/sortingoffice.h"
#include "tests/support/waiting.h"

#include <QSignalSpy>
#include <QTest>

using namespace pl;
using namespace pl::sorting;
using nlohmann::json;
using pl::test::SortingOffice;

namespace {

json leadOf(const QUuid &source, bool isTest)
{
    return {{"first_name", "Rosa"},
            {"last_name", ""},
            {"email", ""},
            {"phone_number", "+15125550143"},
            {"service_needed", "Drain Cleaning"},
            {"urgency", "week"},
            {"source_id", toJson(source)},
            {"is_test", isTest}};
}

} // namespace

/// What admins hear of sources that have not brought a lead yet, on the embedded store.
class TestNewSourceWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void theFirstItemIsToldAtOnce();
    void aSourceThatWorksIsNotTold();
    void theFirstLeadSettlesIt();
    void aTestIsNoLead();
    void aSourceThatSentNothingForADayIsTold();
    void aYoungSourceHasTime();
    void aSourceWithNothingLeftToSortIsSettled();
    void aSourceThatIsOffIsSettled();

private:
    QUuid addSource(const json &columns = json::object());
    void look(const QUuid &source);
    /// What stands for a source; empty: nothing.
    QString notice(const QUuid &source) const { return m_notices.value(NewSourceWatch::keyOf(source)); }

    Timestamp m_now;
    QHash<QString, QString> m_notices;
    int m_heard = 0;
    std::unique_ptr<SortingOffice> m_office;
    std::unique_ptr<NewSourceWatch> m_watch;
};

void TestNewSourceWatch::init()
{
    m_now = Timestamp::now();
    m_notices.clear();
    m_heard = 0;
    m_office = std::make_unique<SortingOffice>();
    m_watch = std::make_unique<NewSourceWatch>(*m_office->rest, *m_office->book, [this] { return m_now; });
    connect(m_watch.get(), &NewSourceWatch::noticed, this, [this](const QString &key, const QString &text) {
        ++m_heard;
        m_notices.insert(key, text);
    });
    connect(m_watch.get(), &NewSourceWatch::settled, this, [this](const QString &key) {
        ++m_heard;
        m_notices.remove(key);
    });
}

void TestNewSourceWatch::cleanup()
{
    m_watch.reset();
    m_office.reset();
}

QUuid TestNewSourceWatch::addSource(const json &columns)
{
    json all{{"name", "Angi"}};
    all.update(columns);
    const QUuid id = m_office->addSource(all);
    // The fixture has no news that would tell.
    [this] { QVERIFY(test::wait(m_office->book->read()).ok()); }();
    return id;
}

void TestNewSourceWatch::look(const QUuid &source)
{
    const int before = m_heard;
    m_watch->noteItem(source);
    QTRY_VERIFY(m_heard > before);
}

void TestNewSourceWatch::theFirstItemIsToldAtOnce()
{
    const QUuid source = addSource();
    m_office->addItem(source, {{"hello", "there"}}, {{"status", "waiting"}});
    look(source);
    QCOMPARE(notice(source), QStringLiteral("Angi sent something that didn't become a lead. See To sort."));
}

void TestNewSourceWatch::aSourceThatWorksIsNotTold()
{
    const QUuid source = addSource();
    m_office->insert("leads", leadOf(source, false));
    m_office->addItem(source, {{"hello", "there"}}, {{"status", "waiting"}});
    look(source);
    QVERIFY(notice(source).isEmpty());
    m_heard = 0;
    const auto requests = m_office->rows("leads").size();
    m_watch->noteItem(source); // it is known by now, and nobody is asked
    m_watch->noteLead(source);
    QCOMPARE(m_heard, 0);
    QCOMPARE(requests, 1U);
}

void TestNewSourceWatch::theFirstLeadSettlesIt()
{
    const QUuid source = addSource();
    m_office->addItem(source, {{"hello", "there"}}, {{"status", "waiting"}});
    look(source);
    QVERIFY(!notice(source).isEmpty());
    m_watch->noteLead(source);
    QVERIFY(notice(source).isEmpty());
}

void TestNewSourceWatch::aTestIsNoLead()
{
    const QUuid source = addSource();
    m_office->insert("leads", leadOf(source, true));
    m_office->addItem(source, {{"hello", "there"}}, {{"status", "waiting"}, {"cause", "broken"}});
    look(source);
    QCOMPARE(notice(source), QStringLiteral("Angi sent something that can't be read. See To sort."));
}

void TestNewSourceWatch::aSourceThatSentNothingForADayIsTold()
{
    const QUuid source = addSource();
    m_now = m_now.addSeconds(25 * 3600);
    m_watch->check();
    QTRY_VERIFY(notice(source).startsWith(QStringLiteral("Angi has sent nothing since it was added.")));
}

void TestNewSourceWatch::aYoungSourceHasTime()
{
    const QUuid source = addSource();
    m_now = m_now.addSeconds(23 * 3600);
    look(source);
    QVERIFY(notice(source).isEmpty());
}

void TestNewSourceWatch::aSourceWithNothingLeftToSortIsSettled()
{
    const QUuid source = addSource();
    const QUuid item = m_office->addItem(source, {{"hello", "there"}}, {{"status", "waiting"}});
    look(source);
    QVERIFY(!notice(source).isEmpty());
    m_office->change("intake_items", item, {{"status", "discarded"}, {"note", "spam"}});
    m_now = m_now.addSeconds(25 * 3600);
    look(source);
    QVERIFY(notice(source).isEmpty());
}

void TestNewSourceWatch::aSourceThatIsOffIsSettled()
{
    const QUuid source = addSource({{"active", false}});
    m_now = m_now.addSeconds(25 * 3600);
    look(source);
    QVERIFY(notice(source).isEmpty());
}

QTEST_GUILESS_MAIN(TestNewSourceWatch)
#include "tst_newsourcewatch.moc"
