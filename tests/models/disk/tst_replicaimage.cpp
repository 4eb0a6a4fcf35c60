#include "models/disk/replicastore.h"
#include "tests/models/disk/diskrows.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace pl;
using namespace pl::disk;
using namespace Qt::StringLiterals;
using test::diskKey;
using test::diskLead;

/// What a copy's file knows of the image beside it, whatever is in that.
class TestReplicaImage : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<ReplicaFile> m_file;

    QString path() const { return m_dir->filePath(u"office.sqlite"_s); }
    QString image() const { return ReplicaFile::imageOf(path()); }
    QString newImage() const { return ReplicaFile::newImageOf(path()); }
    static void writeTo(const QString &path, const QByteArray &bytes)
    {
        QFile file(path);
        QVERIFY(file.open(QFile::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }
    static QByteArray bytesOf(const QString &path)
    {
        QFile file(path);
        return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
    }
    void open() { m_file = std::move(ReplicaFile::open(path(), diskKey())).value(); }
    void store(const QList<Lead> &leads) { QVERIFY(m_file->store(leads)); }
    /// One that is in use.
    void makeImage()
    {
        const QByteArray token = m_file->beginImage().value();
        writeTo(newImage(), "an image");
        QVERIFY(m_file->adoptImage(newImage(), token).value());
    }
    bool hasImage() { return !m_file->imageToken().value().isEmpty() && QFile::exists(image()); }
    QStringList changed()
    {
        QStringList names;
        if (!m_file->readChangedLeads([&names](const auto &row) { names += readRow<Lead>(row).firstName; }))
            return {u"It can't be read."_s};
        names.sort();
        return names;
    }
    static Lead erased(int number, qint64 version)
    {
        Lead lead = diskLead(number, version, "");
        lead.erasedAt = Timestamp::now();
        return lead;
    }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        open();
    }
    void cleanup() { m_file.reset(); }

    void thereIsNoneAtFirst()
    {
        store({diskLead(1)});
        QVERIFY(m_file->imageToken().value().isEmpty());
        QVERIFY(!m_file->changedLeads());
    }

    void anAdoptedOneIsFound()
    {
        makeImage();
        QVERIFY(hasImage());
        QCOMPARE(bytesOf(image()), QByteArray("an image"));
        QVERIFY(!QFile::exists(newImage()));
        QCOMPARE(m_file->changedLeads().value(), 0);
        open();
        QVERIFY(hasImage());
    }

    void whatIsWrittenSinceItBeganIsNoted()
    {
        store({diskLead(1, 1, "Old"), diskLead(2, 1, "Same")});
        const QByteArray token = m_file->beginImage().value();
        store({diskLead(3, 1, "New"), diskLead(2, 1, "Ignored")});
        writeTo(newImage(), "an image");
        QVERIFY(m_file->adoptImage(newImage(), token).value());
        store({diskLead(1, 2, "Changed"), diskLead(3, 2, "Newer")});
        QCOMPARE(m_file->changedLeads().value(), 2);
        QCOMPARE(changed(), (QStringList{u"Changed"_s, u"Newer"_s}));
        makeImage();
        QCOMPARE(changed(), QStringList());
    }

    /// Two programs may have one copy open.
    void anotherOnesWritesAreNoted()
    {
        store({diskLead(1)});
        auto other = std::move(ReplicaFile::open(path(), diskKey())).value();
        QVERIFY(other->store(QList<Lead>{diskLead(5)}));
        makeImage();
        QVERIFY(other->store(QList<Lead>{diskLead(1, 2, "Theirs")}));
        QCOMPARE(changed(), QStringList{u"Theirs"_s});
    }

    void itGoesBeforeAnErasedCustomerDoes_data()
    {
        QTest::addColumn<bool>("isWithdrawn");
        QTest::newRow("erased") << false;
        QTest::newRow("withdrawn with an import") << true;
    }

    void itGoesBeforeAnErasedCustomerDoes()
    {
        QFETCH(const bool, isWithdrawn);
        store({diskLead(1), diskLead(2)});
        makeImage();
        Lead gone = isWithdrawn ? diskLead(1, 2) : erased(1, 2);
        if (isWithdrawn)
            gone.withdrawnAt = Timestamp::now();
        store({gone});
        QVERIFY(!QFile::exists(image()));
        QVERIFY(!hasImage());
        QVERIFY(!m_file->changedLeads());
        makeImage();
        QVERIFY(hasImage());
        store({gone}); // which is no news
        QVERIFY(hasImage());
        store({diskLead(2, 2)});
        QVERIFY(hasImage());
    }

    void oneThatIsMadeMeanwhileIsRefused()
    {
        store({diskLead(1)});
        const QByteArray token = m_file->beginImage().value();
        writeTo(newImage(), "with the customer");
        store({erased(1, 2)});
        QVERIFY(!QFile::exists(newImage()));
        writeTo(newImage(), "with the customer");
        QVERIFY(!m_file->adoptImage(newImage(), token).value());
        QVERIFY(!QFile::exists(newImage()));
        QVERIFY(!hasImage());
    }

    void theOneBegunLastCounts()
    {
        const QByteArray first = m_file->beginImage().value();
        const QByteArray second = m_file->beginImage().value();
        QVERIFY(first != second);
        writeTo(newImage(), "first");
        QVERIFY(!m_file->adoptImage(newImage(), first).value());
        writeTo(newImage(), "second");
        QVERIFY(m_file->adoptImage(newImage(), second).value());
        QCOMPARE(bytesOf(image()), QByteArray("second"));
        QVERIFY(!m_file->adoptImage(newImage(), second).value());
        QVERIFY(hasImage());
    }

    void aDroppedOneLeavesNothing()
    {
        makeImage();
        QVERIFY(m_file->dropImage());
        QVERIFY(!hasImage());
        QVERIFY(!QFile::exists(image()));
        const QByteArray token = m_file->beginImage().value();
        QVERIFY(m_file->dropImage());
        writeTo(newImage(), "late");
        QVERIFY(!m_file->adoptImage(newImage(), token).value());
    }

    void whatNobodyNotedIsRemoved()
    {
        writeTo(image(), "of a file that is gone");
        writeTo(newImage(), "half");
        open();
        QVERIFY(!QFile::exists(image()));
        QVERIFY(!QFile::exists(newImage()));
    }

    void itGoesWithTheFile_data()
    {
        QTest::addColumn<QString>("how");
        for (const char *how : {"removed", "wiped", "of another account", "damaged"})
            QTest::newRow(how) << QString::fromLatin1(how);
    }

    void itGoesWithTheFile()
    {
        QFETCH(const QString, how);
        store({diskLead(1)});
        makeImage();
        writeTo(newImage(), "half");
        m_file.reset();
        if (how == u"removed"_s)
            QVERIFY(ReplicaFile::remove(path()));
        if (how == u"wiped"_s)
            QVERIFY(ReplicaStore(path(), diskKey()).wipe().result());
        if (how == u"of another account"_s)
            QVERIFY(ReplicaFile::open(path(), diskKey(u"staff"_s)));
        if (how == u"damaged"_s) {
            writeTo(path(), QByteArray(5000, 'x'));
            open();
        }
        QVERIFY(!QFile::exists(image()));
        QVERIFY(!QFile::exists(newImage()));
    }

    void readersGoOn()
    {
        store({diskLead(1)});
        makeImage();
        auto reader = std::move(ReplicaReader::open(path(), diskKey())).value();
        QVERIFY(reader->row<Lead>(diskLead(1).id).value());
        store({erased(1, 2)}); // while another connection has statements prepared
        QVERIFY(reader->row<Lead>(diskLead(1).id).value()->erasedAt);
        QVERIFY(reader->imageToken().value().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestReplicaImage)
#include "tst_replicaimage.moc"
