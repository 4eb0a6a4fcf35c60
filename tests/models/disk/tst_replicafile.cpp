#include "models/disk/replicafile.h"
#include "tests/models/disk/diskrows.h"
#include "tests/support/diskfiles.h"

#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace pl;
using namespace pl::disk;
using namespace Qt::StringLiterals;
using test::diskKey;
using test::diskLead;
using test::FakeTransport;

namespace {

template <class T>
QByteArray columnsOfFile()
{
    return TableSql::of<T>().columns;
}

template <class T>
T rowOf(const nlohmann::json &json)
{
    return T::fromJson(json).value();
}

} // namespace

class TestReplicaFile : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<ReplicaFile> m_file;

    QString path() const { return m_dir->filePath(u"office.sqlite"_s); }
    void open(const FileKey &key = diskKey())
    {
        m_file.reset();
        auto opened = ReplicaFile::open(path(), key);
        QVERIFY2(opened.ok(), qPrintable(opened ? QString() : opened.error().message));
        m_file = std::move(*opened);
    }
    qint64 count() { return m_file->count<Lead>().valueOr(-1); }
    QByteArray bytesOnDisk() const { return test::bytesIn(m_dir->path()); }
    template <class T>
    void keepsAllOf(const T &row)
    {
        QCOMPARE(m_file->store(QList<T>{row}).valueOr(-1), 1);
        const auto found = m_file->row<T>(row.id);
        QVERIFY(found.ok() && found->has_value());
        QVERIFY(**found == row);
    }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        open();
    }
    void cleanup() { m_file.reset(); }

    void hasTheColumnsOfEachTable()
    {
        QCOMPARE(columnsOfFile<Lead>(), Lead::columns());
        QCOMPARE(columnsOfFile<Plumber>(), Plumber::columns());
        QCOMPARE(columnsOfFile<Payment>(), Payment::columns());
        QCOMPARE(columnsOfFile<Notification>(), Notification::columns());
    }

    void keepsEveryColumn()
    {
        keepsAllOf(rowOf<Lead>(test::fullLead(1)));
        keepsAllOf(diskLead(2));
        keepsAllOf(rowOf<Payment>(FakeTransport::payment(1, "failed", 6000)));
        nlohmann::json plumber = FakeTransport::plumber(1, "Ann", "Pipes", {"Water heater", "Drain"});
        plumber["work_hours"] = nlohmann::json::parse(R"({"mon": [["08:00", "17:00"]]})");
        plumber["zip_codes"] = {"78701"};
        plumber["license_expires"] = "2027-02-28";
        plumber["weekly_lead_cap"] = 5;
        keepsAllOf(rowOf<Plumber>(plumber));
        Notification message;
        message.id = QUuid::createUuid();
        message.channel = u"sms"_s;
        message.recipient = u"+15125550101"_s;
        message.delivery = DeliveryState::Bounced;
        message.body = u"STOP"_s;
        message.seen = false;
        keepsAllOf(message);
    }

    void neverGoesBackToAnOlderVersion()
    {
        QCOMPARE(m_file->store(QList<Lead>{diskLead(1, 5, "New")}).valueOr(-1), 1);
        QCOMPARE(m_file->store(QList<Lead>{diskLead(1, 4, "Old"), diskLead(1, 5, "Same"), diskLead(2)}).valueOr(-1), 1);
        QCOMPARE((*m_file->row<Lead>(diskLead(1).id))->firstName, u"New"_s);
        QCOMPARE(m_file->store(QList<Lead>{diskLead(1, 6, "Newest")}).valueOr(-1), 1);
        QCOMPARE((*m_file->row<Lead>(diskLead(1).id))->firstName, u"Newest"_s);
        QCOMPARE(count(), 2);
    }

    void forgetsAWithdrawnRowAndDoesNotTakeItBack()
    {
        Lead withdrawn = diskLead(1, 3);
        withdrawn.withdrawnAt = Timestamp{1};
        QVERIFY(m_file->store(QList<Lead>{diskLead(1, 2), diskLead(2), withdrawn}).ok());
        QVERIFY(m_file->store(QList<Lead>{diskLead(1, 2)}).ok());
        QCOMPARE(count(), 1);
        QVERIFY(!m_file->row<Lead>(withdrawn.id)->has_value());
        QCOMPARE(m_file->newest<Lead>(10)->size(), 1);
    }

    void leavesNothingOfAnErasedCustomer()
    {
        const QByteArray name = "Quetzalcoatlus";
        QList<Lead> leads;
        for (int i = 1; i <= 300; ++i)
            leads += diskLead(i, 1, i == 150 ? name.toStdString() : "Ann");
        QVERIFY(m_file->store(leads).ok());
        QVERIFY(bytesOnDisk().contains(name));
        Lead erased = leads.at(149);
        erased.firstName = erased.lastName = erased.email = erased.phoneNumber = QString();
        erased.erasedAt = Timestamp::now();
        ++erased.version;
        QVERIFY(m_file->store(QList<Lead>{erased}).ok());
        QVERIFY(!bytesOnDisk().contains(name));
        QCOMPARE(count(), 300);
    }

    void givesTheNewestFirst()
    {
        QList<Lead> leads;
        for (const int number : {3, 1, 5, 2, 4}) {
            leads += diskLead(number);
            leads.last().createdAt = Timestamp{number};
        }
        QVERIFY(m_file->store(leads).ok());
        const auto newest = m_file->newest<Lead>(3);
        QCOMPARE(newest->size(), 3);
        QCOMPARE(newest->at(0).createdAt.micros, 5);
        QCOMPARE(newest->at(2).createdAt.micros, 3);
    }

    void givesAllRowsInRanges()
    {
        QList<Lead> leads;
        for (int i = 1; i <= 1001; ++i)
            leads += diskLead(i);
        QVERIFY(m_file->store(leads).ok());
        QSet<QUuid> found;
        int many = 0;
        const auto ranges = m_file->ranges<Lead>(3);
        for (const PlaceRange &range : *ranges) {
            auto reader = ReplicaReader::open(path(), diskKey());
            QVERIFY(reader.ok());
            QVERIFY((*reader)
                        ->read<Lead>(range,
                                     [&](Lead &&lead) {
                                         found += lead.id;
                                         ++many;
                                     })
                        .ok());
        }
        QCOMPARE(many, 1001);
        QCOMPARE(found.size(), 1001);
    }

    void keepsNotesWithTheirRows()
    {
        QVERIFY(m_file->isNew());
        QVERIFY(m_file->note("load leads")->isNull());
        QVERIFY(m_file->store(QList<Lead>{diskLead(1)}, {{"load leads", "half"}}).ok());
        open();
        QVERIFY(!m_file->isNew());
        QVERIFY(m_file->wasClosed());
        QCOMPARE(*m_file->note("load leads"), "half");
        QCOMPARE(count(), 1);
    }

    void isReadByItsOwnerAlone()
    {
#ifndef Q_OS_WIN
        QVERIFY(m_file->store(QList<Lead>{diskLead(1)}).ok());
        const QStringList names = QDir(m_dir->path()).entryList(QDir::Files);
        QCOMPARE(names.size(), 3);
        constexpr auto kOthers = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        for (const QString &name : names)
            QCOMPARE(QFile::permissions(m_dir->filePath(name)) & kOthers, QFile::Permissions());
#endif
    }

    void isOfOneAccountAtOneServer_data()
    {
        QTest::addColumn<QString>("server");
        QTest::addColumn<int>("account");
        QTest::addColumn<QString>("role");
        const QString server = diskKey().server;
        QTest::newRow("another server") << u"https://other.test"_s << 1 << u"admin"_s;
        QTest::newRow("another account") << server << 2 << u"admin"_s;
        QTest::newRow("another role") << server << 1 << u"staff"_s;
    }
    void isOfOneAccountAtOneServer()
    {
        QFETCH(QString, server);
        QFETCH(int, account);
        QFETCH(QString, role);
        QVERIFY(m_file->store(QList<Lead>{diskLead(1, 1, "Quetzalcoatlus")}).ok());
        FileKey other{server, diskKey().account, role};
        other.account.data1 = uint(account);
        QCOMPARE(ReplicaReader::open(path(), other).error().code, ErrorCode::NotFound);
        open(other);
        QVERIFY(m_file->isNew());
        QCOMPARE(count(), 0);
        QVERIFY(!bytesOnDisk().contains("Quetzalcoatlus"));
    }

    void isMadeAgainWhenItCannotBeRead_data()
    {
        QTest::addColumn<QByteArray>("change");
        QTest::newRow("of a newer version") << QByteArray("update about set format = 'newer'");
        QTest::newRow("with other tables") << QByteArray("drop table about; create table about (whatever)");
        QTest::newRow("somebody else's database") << QByteArray("drop table about");
        QTest::newRow("unfinished") << QByteArray("delete from about");
    }
    void isMadeAgainWhenItCannotBeRead()
    {
        QFETCH(QByteArray, change);
        QVERIFY(m_file->store(QList<Lead>{diskLead(1)}).ok());
        m_file.reset();
        {
            auto db = sqlite::SqliteDb::open(path());
            QVERIFY(db->run(change).ok());
        }
        open();
        QVERIFY(m_file->isNew());
        QCOMPARE(count(), 0);
        QVERIFY(m_file->store(QList<Lead>{diskLead(1)}).ok());
    }

    void isMadeAgainWhenItIsNoDatabase()
    {
        m_file.reset();
        QFile file(path());
        QVERIFY(file.open(QFile::WriteOnly | QFile::Truncate));
        file.write(QByteArray("no database at all ").repeated(1000));
        file.close();
        open();
        QVERIFY(m_file->isNew());
        QCOMPARE(count(), 0);
    }

    void noticesDamageInside()
    {
        QList<Lead> leads;
        for (int i = 1; i <= 2000; ++i)
            leads += diskLead(i);
        QVERIFY(m_file->store(leads).ok());
        QVERIFY(m_file->check().ok());
        m_file.reset();
        QFile file(path());
        QVERIFY(file.open(QFile::ReadWrite));
        file.seek(file.size() / 2);
        file.write(QByteArray(8192, '\x5a'));
        file.close();
        open();
        QCOMPARE(m_file->check().error().remoteCode, sqlite::kDamaged);
    }

    void staysInMemory()
    {
        auto file = ReplicaFile::open(ReplicaFile::inMemory(), diskKey());
        QVERIFY(file.ok());
        QVERIFY((*file)->isNew());
        QCOMPARE((*file)->store(QList<Lead>{diskLead(1)}, {{"a", "b"}}).valueOr(-1), 1);
        QCOMPARE((*file)->count<Lead>().valueOr(-1), 1);
        QVERIFY(!QFile::exists(ReplicaFile::inMemory()));
    }

    /// Writers and readers of memory take turns, however much is written.
    void memoryIsReadWhileMuchIsWritten()
    {
        const QString name = ReplicaFile::inMemory();
        auto file = ReplicaFile::open(name, diskKey());
        QVERIFY(file.ok());
        QCOMPARE((*file)->store(QList<Lead>{diskLead(1)}).valueOr(-1), 1);
        std::atomic_bool isOver = false;
        std::atomic_int failed = 0;
        std::thread writer([&] {
            for (int number = 2; !isOver; ++number)
                failed += !(*file)->store(QList<Lead>{diskLead(number)}).ok();
        });
        auto reader = ReplicaReader::open(name, diskKey());
        int found = 0;
        for (int look = 0; reader && look < 2000; ++look) {
            const auto row = (*reader)->row<Lead>(diskLead(1).id);
            found += row && *row;
        }
        isOver = true;
        writer.join();
        QVERIFY(reader.ok());
        QCOMPARE(found, 2000);
        QCOMPARE(failed.load(), 0);
        QVERIFY((*file)->count<Lead>().valueOr(-1) > 1);
    }

    void goesAwayWhole()
    {
        QVERIFY(m_file->store(QList<Lead>{diskLead(1)}).ok());
        m_file.reset();
        QVERIFY(ReplicaFile::remove(path()).ok());
        QVERIFY(QDir(m_dir->path()).entryList(QDir::Files).isEmpty());
        QVERIFY(ReplicaFile::remove(path()).ok());
    }

    void hasANameThatTellsNothing()
    {
        const QString name = ReplicaFile::nameFor(u"https://office.test"_s, u"Sam@Office.test"_s);
        QCOMPARE(name, ReplicaFile::nameFor(u"https://office.test"_s, u"sam@office.test"_s));
        QVERIFY(name != ReplicaFile::nameFor(u"https://office.test"_s, u"ada@office.test"_s));
        QVERIFY(name != ReplicaFile::nameFor(u"https://other.test"_s, u"sam@office.test"_s));
        QVERIFY(!name.contains(u"sam"_s) && !name.contains(u"test"_s));
    }
};

QTEST_GUILESS_MAIN(TestReplicaFile)
#include "tst_replicafile.moc"
