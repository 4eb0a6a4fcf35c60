#include "server/embedded/store/database.h"
#include "server/embedded/store/logkeeper.h"
#include "tests/server/embedded/embeddedfixture.h"

#include <QFileInfo>
#include <QTest>

using namespace pl;
using namespace pl::embedded;
using namespace pl::test;
using nlohmann::json;

/// The embedded database's log is short again after any load.
class TestLogKeeper : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_fixture.reset(); }
    void staysShortUnderManyWrites();
    void isShortAfterOneLargeWrite();
    void isShortAgainWhenAReaderHasGone();

private:
    bool addLeads(int leads);
    qint64 logBytes() const { return QFileInfo(m_fixture->supabase().databaseFile() + QStringLiteral("-wal")).size(); }

    std::unique_ptr<EmbeddedFixture> m_fixture;
    int m_number = 0;
};

void TestLogKeeper::init()
{
    m_fixture = std::make_unique<EmbeddedFixture>();
    m_number = 0;
    QVERIFY(m_fixture->isOpen());
}

bool TestLogKeeper::addLeads(int leads)
{
    auto rows = json::array();
    for (int i = 0; i < leads; ++i, ++m_number)
        rows.push_back({{"first_name", "Zoë"},
                        {"last_name", "Lead " + std::to_string(m_number)},
                        {"email", "zoe" + std::to_string(m_number) + "@home.example"},
                        {"phone_number", "+1512" + std::to_string(2'000'000 + m_number)},
                        {"service_needed", "Drain Cleaning"},
                        {"urgency", "day"},
                        {"description", std::string(2000, 'x')}});
    return m_fixture
               ->ask(QStringLiteral("service"), "POST", "/rest/v1/leads", QByteArray::fromStdString(rows.dump()),
                     {{"Content-Type", "application/json"}, {"Prefer", "return=minimal"}})
               .status == 201;
}

/// The answer comes before the log is looked at: what follows a write may have to be waited for.
void TestLogKeeper::staysShortUnderManyWrites()
{
    qint64 longest = 0;
    for (int i = 0; i < 100; ++i) {
        QVERIFY(addLeads(50));
        longest = std::max(longest, logBytes());
    }
    QVERIFY2(longest <= LogKeeper::kBytes, QByteArray::number(longest).constData());
}

void TestLogKeeper::isShortAfterOneLargeWrite()
{
    QVERIFY(addLeads(8000));
    QTRY_VERIFY2(logBytes() <= LogKeeper::kBytes, QByteArray::number(logBytes()).constData());
}

void TestLogKeeper::isShortAgainWhenAReaderHasGone()
{
    auto reader = Database::open(m_fixture->supabase().databaseFile());
    QVERIFY(reader.ok());
    {
        const Transaction reading(**reader, Transaction::Kind::Read);
        QCOMPARE((*reader)->value(Sql::lit("select count(*) from leads")).toInt(), 0);
        for (int i = 0; logBytes() <= LogKeeper::kBytes * 2; ++i)
            QVERIFY(addLeads(500) && i < 100);
        QCOMPARE((*reader)->value(Sql::lit("select count(*) from leads")).toInt(), 0);
    }
    for (int i = 0; logBytes() > LogKeeper::kBytes; ++i)
        QVERIFY(addLeads(500) && i < 100);
    QCOMPARE(m_fixture->read("/rest/v1/leads?select=count")[0]["count"].get<int>(), m_number);
}

QTEST_GUILESS_MAIN(TestLogKeeper)
#include "tst_logkeeper.moc"
