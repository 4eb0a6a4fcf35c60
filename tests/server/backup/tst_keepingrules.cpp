#include "server/backup/backupname.h"
#include "server/backup/keepingrules.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace pl::backup;
using namespace Qt::StringLiterals;

class TestKeepingRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsItsOwnNamesAlone_data();
    void readsItsOwnNamesAlone();
    void writesWhatItReads();
    void keepsByTheRules_data();
    void keepsByTheRules();
    void keepsAYearInTwentyThreeFiles();
    void secretsGoWithTheirArchive();
    void deletesNothingElse();
};

namespace {

QString nameAt(const QString &time)
{
    return u"plumber-leads-%1.tar.gz"_s.arg(time);
}

QStringList namesAt(const QStringList &times)
{
    QStringList names;
    for (const QString &time : times)
        names += nameAt(time);
    return names;
}

} // namespace

void TestKeepingRules::readsItsOwnNamesAlone_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("isOurs");
    QTest::newRow("archive") << u"plumber-leads-20261130T023000Z.tar.gz"_s << true;
    QTest::newRow("encrypted") << u"plumber-leads-20261130T023000Z.tar.gz.age"_s << true;
    QTest::newRow("secrets") << u"plumber-leads-20261130T023000Z.secrets.tar.gz"_s << true;
    QTest::newRow("nothing") << QString() << false;
    QTest::newRow("with something before") << u"old-plumber-leads-20261130T023000Z.tar.gz"_s << false;
    QTest::newRow("with something behind") << u"plumber-leads-20261130T023000Z.tar.gz.bak"_s << false;
    QTest::newRow("with a line end") << u"plumber-leads-20261130T023000Z.tar.gz\n"_s << false;
    QTest::newRow("another kind") << u"plumber-leads-20261130T023000Z.zip"_s << false;
    QTest::newRow("no time") << u"plumber-leads-before-the-move.tar.gz"_s << false;
    QTest::newRow("a day that isn't") << u"plumber-leads-20260230T023000Z.tar.gz"_s << false;
    QTest::newRow("an hour that isn't") << u"plumber-leads-20261130T253000Z.tar.gz"_s << false;
    QTest::newRow("the server's package") << u"plumber-leads-server_1.0_amd64.deb"_s << false;
}

void TestKeepingRules::readsItsOwnNamesAlone()
{
    QFETCH(QString, name);
    QFETCH(bool, isOurs);
    QCOMPARE(BackupName::parse(name).has_value(), isOurs);
}

void TestKeepingRules::writesWhatItReads()
{
    for (const char *name : {"plumber-leads-20261130T023000Z.tar.gz", "plumber-leads-20261130T023000Z.tar.gz.age",
                             "plumber-leads-20261130T023000Z.secrets.tar.gz"})
        QCOMPARE(BackupName::parse(QString::fromLatin1(name))->text(), QString::fromLatin1(name));
    QCOMPARE(BackupName::parse(nameAt(u"20261130T023000Z"_s))->takenAt,
             QDateTime(QDate(2026, 11, 30), QTime(2, 30), Qt::UTC));
}

void TestKeepingRules::keepsByTheRules_data()
{
    QTest::addColumn<int>("daily");
    QTest::addColumn<int>("weekly");
    QTest::addColumn<int>("monthly");
    QTest::addColumn<QStringList>("times");
    QTest::addColumn<QStringList>("gone");
    const QStringList threeDays{u"20261128T020000Z"_s, u"20261129T020000Z"_s, u"20261130T020000Z"_s};
    QTest::newRow("no rule") << 0 << 0 << 0 << threeDays << QStringList();
    QTest::newRow("no backup") << 7 << 4 << 12 << QStringList() << QStringList();
    QTest::newRow("enough days") << 3 << 0 << 0 << threeDays << QStringList();
    QTest::newRow("two days") << 2 << 0 << 0 << threeDays << QStringList{threeDays.at(0)};
    QTest::newRow("the newest of a day") << 1 << 0 << 0 << QStringList{u"20261130T020000Z"_s, u"20261130T235959Z"_s}
                                         << QStringList{u"20261130T020000Z"_s};
    QTest::newRow("days without one don't count")
        << 2 << 0 << 0 << QStringList{u"20250101T020000Z"_s, u"20261130T020000Z"_s} << QStringList();
    // 2026-11-30 is a Monday.
    QTest::newRow("weeks begin on Mondays")
        << 0 << 1 << 0 << threeDays << QStringList{threeDays.at(1), threeDays.at(0)};
    QTest::newRow("two weeks") << 0 << 2 << 0 << threeDays << QStringList{threeDays.at(0)};
    QTest::newRow("months across a year")
        << 0 << 0 << 2 << QStringList{u"20261130T020000Z"_s, u"20261231T020000Z"_s, u"20270101T020000Z"_s}
        << QStringList{u"20261130T020000Z"_s};
    QTest::newRow("one kept by several rules") << 1 << 1 << 1 << QStringList{u"20261130T020000Z"_s} << QStringList();
}

void TestKeepingRules::keepsByTheRules()
{
    QFETCH(int, daily);
    QFETCH(int, weekly);
    QFETCH(int, monthly);
    QFETCH(QStringList, times);
    QFETCH(QStringList, gone);
    const KeepingRules rules{daily, weekly, monthly};
    QCOMPARE(rules.toDelete(namesAt(times)), namesAt(gone));
}

/// Each night, as the timer does it.
void TestKeepingRules::keepsAYearInTwentyThreeFiles()
{
    const KeepingRules rules{7, 4, 12};
    QStringList kept;
    for (QDateTime at(QDate(2025, 10, 1), QTime(2, 30), Qt::UTC); at.date() <= QDate(2026, 11, 30);
         at = at.addDays(1)) {
        kept += BackupName{at}.text();
        for (const QString &name : rules.toDelete(kept))
            kept.removeOne(name);
        QCOMPARE(kept.last(), BackupName{at}.text());
        QVERIFY2(kept.size() <= 23, qPrintable(at.toString()));
    }
    QVERIFY(kept.contains(u"plumber-leads-20251231T023000Z.tar.gz"_s)); // the first of twelve months
    QVERIFY(!kept.contains(u"plumber-leads-20251130T023000Z.tar.gz"_s));
    for (int day = 24; day <= 30; ++day)
        QVERIFY(kept.contains(nameAt(u"202611%1T023000Z"_s.arg(day))));
}

void TestKeepingRules::secretsGoWithTheirArchive()
{
    const QStringList old{nameAt(u"20261128T020000Z"_s), u"plumber-leads-20261128T020000Z.secrets.tar.gz"_s};
    const QStringList fresh{nameAt(u"20261130T020000Z"_s), u"plumber-leads-20261130T020000Z.secrets.tar.gz"_s};
    QStringList gone = KeepingRules{1, 0, 0}.toDelete(old + fresh);
    gone.sort();
    QStringList expected = old;
    expected.sort();
    QCOMPARE(gone, expected);
}

void TestKeepingRules::deletesNothingElse()
{
    const QTemporaryDir dir;
    const QStringList others{u"notes.txt"_s, u"plumber-leads-20260101T020000Z.tar.gz.bak"_s,
                             u"plumber-leads-before-the-move.tar.gz"_s};
    const QStringList ours{nameAt(u"20261128T020000Z"_s), nameAt(u"20261130T020000Z"_s)};
    for (const QString &name : others + ours) {
        QFile file(dir.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
    }
    const auto gone = prune(dir.path(), {1, 0, 0});
    QVERIFY(gone.ok());
    QCOMPARE(*gone, QStringList{ours.at(0)});
    QStringList left = QDir(dir.path()).entryList(QDir::Files, QDir::Name);
    QStringList expected = others + QStringList{ours.at(1)};
    expected.sort();
    left.sort();
    QCOMPARE(left, expected);
}

QTEST_GUILESS_MAIN(TestKeepingRules)
#include "tst_keepingrules.moc"
