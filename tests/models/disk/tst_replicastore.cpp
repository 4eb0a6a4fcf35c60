#include "models/disk/replicastore.h"
#include "tests/models/disk/diskrows.h"

#include "models/base/onresult.h"

#include <QTemporaryDir>
#include <QTest>

using namespace pl;
using namespace pl::disk;
using namespace Qt::StringLiterals;
using test::diskKey;
using test::diskLead;

class TestReplicaStore : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<ReplicaStore> m_store;

    QString path() const { return m_dir->filePath(u"office.sqlite"_s); }
    void open()
    {
        m_store.reset();
        m_store = std::make_unique<ReplicaStore>(path(), diskKey());
    }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        open();
    }
    void cleanup() { m_store.reset(); }

    void answersOnTheAskersThread()
    {
        QThread *const own = QThread::currentThread();
        bool isHere = false;
        onResult(this, m_store->store(QList<Lead>{diskLead(1)}), [&](const Result<qint64> &stored) {
            QVERIFY(stored.ok());
            isHere = QThread::currentThread() == own;
        });
        QTRY_VERIFY(isHere);
        QCOMPARE(m_store->count<Lead>().result().valueOr(-1), 1);
        QCOMPARE(m_store->newest<Lead>(5).result()->size(), 1);
        QVERIFY(m_store->row<Lead>(diskLead(1).id).result()->has_value());
        QVERIFY(m_store->opened().result()->isNew);
    }

    void doesWhatWasAskedBeforeItGoes()
    {
        for (int i = 1; i <= 50; ++i)
            (void)m_store->store(QList<Lead>{diskLead(i)}, {{"n", QByteArray::number(i)}});
        open();
        QCOMPARE(m_store->count<Lead>().result().valueOr(-1), 50);
        QCOMPARE(*m_store->note("n").result(), "50");
        QVERIFY(m_store->opened().result()->wasClosed);
    }

    void isWiped()
    {
        QVERIFY(m_store->store(QList<Lead>{diskLead(1)}).result().ok());
        QVERIFY(m_store->wipe().result().ok());
        QVERIFY(QDir(m_dir->path()).entryList(QDir::Files).isEmpty());
        QCOMPARE(m_store->store(QList<Lead>{diskLead(1)}).result().error().code, ErrorCode::NotFound);
        QVERIFY(QDir(m_dir->path()).entryList(QDir::Files).isEmpty());
    }

    void writesNothingBehindAFailedWrite()
    {
        QVERIFY(m_store->store(QList<Lead>{diskLead(1)}).result().ok());
        // Another program holds the file; SQLite waits for five seconds.
        auto other = sqlite::SqliteDb::open(path());
        QVERIFY(other->run("begin immediate").ok());
        const auto refused = m_store->store(QList<Lead>{diskLead(2)}).result();
        QCOMPARE(refused.error().remoteCode, sqlite::kBusy);
        QVERIFY(other->run("rollback").ok());
        QVERIFY(!m_store->store(QList<Lead>{diskLead(3)}, {{"n", "3"}}).result().ok());
        QVERIFY(m_store->note("n").result()->isNull());
        QCOMPARE(m_store->count<Lead>().result().valueOr(-1), 1);
        open();
        QVERIFY(m_store->store(QList<Lead>{diskLead(2)}).result().ok());
    }

    void removesADamagedFile()
    {
        QList<Lead> leads;
        for (int i = 1; i <= 2000; ++i)
            leads += diskLead(i);
        QVERIFY(m_store->store(leads).result().ok());
        m_store.reset();
        QFile file(path());
        QVERIFY(file.open(QFile::ReadWrite));
        file.seek(file.size() / 2);
        file.write(QByteArray(8192, '\x5a'));
        file.close();
        open();
        QCOMPARE(m_store->check().result().error().remoteCode, sqlite::kDamaged);
        QVERIFY(!QFile::exists(path()));
        QVERIFY(!m_store->store(leads).result().ok());
        open();
        QVERIFY(m_store->opened().result()->isNew);
        QVERIFY(m_store->store(leads).result().ok());
    }

    void saysWhenThereIsNoPlaceForIt()
    {
        ReplicaStore nowhere(m_dir->filePath(u"no/such/folder/office.sqlite"_s), diskKey());
        QCOMPARE(nowhere.opened().result().error().code, ErrorCode::Unavailable);
        QVERIFY(!nowhere.store(QList<Lead>{diskLead(1)}).result().ok());
    }
};

QTEST_GUILESS_MAIN(TestReplicaStore)
#include "tst_replicastore.moc"
