#include "models/replica/messagerows.h"
#include "models/replica/storedtable.h"
#include "tests/support/messagerows.h"

#include <QTest>

using namespace pl;
using namespace pl::replica;
using namespace std::chrono_literals;
using pl::test::FakeTransport;
using pl::test::messageRow;

namespace {

/// All of its rows are made when the test does it.
class HandMadeTable : public StoredTable<MessageRows>
{
public:
    using StoredTable::StoredTable;
    QList<Receive> asked;

protected:
    void make(OfficeFile &, bool, const Receive &receive) override { asked += receive; }
};

} // namespace

class TestStoredTable : public QObject
{
    Q_OBJECT

    FakeTransport m_transport;
    supabase::KeyCredentials m_key{"anon"};
    supabase::RestClient m_client{m_transport, m_key, nullptr, supabase::RetryPolicy{1, 1ms, 1ms, 1s}};

private Q_SLOTS:
    /// They can lack what the load read behind their beginning.
    void rowsThatWereBegunBeforeTheLoadEndedAreNotAll()
    {
        for (int n = 1; n <= 2500; ++n)
            m_transport.put("notifications", messageRow(n));
        SyncRound round;
        OfficeFile file{CopyPlace()};
        HandMadeTable table(m_client, round, nullptr);
        int loadsEnded = 0;
        QStringList troubles;
        table.replaced = [] {};
        table.progressed = [&] { loadsEnded += table.progress() ? 0 : 1; };
        table.waiting = table.lost = [&](const Error &error) { troubles += error.message; };
        table.open(file);

        round.begin();
        table.read([](const QList<Notification> &) {},
                   [&] {
                       table.cancelLoading();
                       round.end();
                   });
        QTRY_COMPARE(table.asked.size(), 1);
        QCOMPARE(loadsEnded, 1);
        QVERIFY(table.isStopped());
        const auto early = readRows<MessageRows>(file.place(), [] { return true; });
        QVERIFY(early.ok());
        QVERIFY((*early)->size() < 2500);

        table.allowLoading();
        round.begin();
        table.read([](const QList<Notification> &) {}, [&] { round.end(); });
        QTRY_COMPARE(loadsEnded, 2);
        QCOMPARE(table.asked.size(), 1); // once at a time
        table.asked.takeFirst()(*early);
        QVERIFY(!table.isWhole());
        QCOMPARE(table.asked.size(), 1);
        table.asked.takeFirst()(readRows<MessageRows>(file.place(), [] { return true; }));
        QVERIFY(table.isWhole());
        QCOMPARE(table.rows()->size(), std::size_t(2500));
        QCOMPARE(troubles, QStringList());
        table.close();
    }
};

QTEST_GUILESS_MAIN(TestStoredTable)
#include "tst_storedtable.moc"
