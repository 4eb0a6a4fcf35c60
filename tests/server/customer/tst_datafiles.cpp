#include "server/customer/datafiles.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace pl;
using namespace pl::customer;
using namespace Qt::StringLiterals;

/// What lies in a data folder beside the server's own files.
class TestDataFiles : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    const PersonTraces m_maria{CustomerKey{u"+15125550143"_s, u"maria@example.com"_s}};

    void write(const QString &name, const QByteArray &content)
    {
        QFile file(m_dir->filePath(name));
        QVERIFY(QDir().mkpath(QFileInfo(file).path()) && file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }
    QByteArray content(const QString &name) const
    {
        QFile file(m_dir->filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("no such file");
    }
    FolderReport look(bool erases) const
    {
        return eraseFromFolder(m_dir->path(), m_maria, erases).valueOr(FolderReport());
    }
    static QByteArray line(const QByteArray &phone)
    {
        const nlohmann::json entry{{"id", "x"},
                                   {"kind", "lead"},
                                   {"payload", "phone: " + phone.toStdString()},
                                   {"received_at", "2026-11-01T10:00:00+00:00"},
                                   {"state", "waiting"}};
        return QByteArray::fromStdString(entry.dump()) + '\n';
    }

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }
    void cleanup() { m_dir.reset(); }

    void takesLinesOutOfExports()
    {
        write(u"export.jsonl"_s, line("+15125550199") + line("(512) 555-0143") + line("+15125550198"));
        write(u"old/export"_s, line("+15125550199"));
        QCOMPARE(look(false).changed, 1);
        QVERIFY(content(u"export.jsonl"_s).contains("555-0143")); // it was only counted
        QCOMPARE(look(true).changed, 1);
        QCOMPARE(content(u"export.jsonl"_s), line("+15125550199") + line("+15125550198"));
        QCOMPARE(content(u"old/export"_s), line("+15125550199"));
        QCOMPARE(look(true).changed, 0);
    }

    void keepsAnExportPrivate()
    {
        write(u"export.jsonl"_s, line("+15125550143"));
        QFile::setPermissions(m_dir->filePath(u"export.jsonl"_s), QFile::ReadOwner | QFile::WriteOwner);
        QCOMPARE(look(true).changed, 1);
        const auto others = QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther;
        QVERIFY(!(QFile::permissions(m_dir->filePath(u"export.jsonl"_s)) & others));
    }

    void namesWhatItLeavesAlone()
    {
        write(u"plumber-leads-20261130T023000Z.tar.gz"_s, "maria@example.com");
        write(u"notes/list.csv"_s, "name,email\nMaria,Maria@Example.com\n");
        write(u"other.csv"_s, "name,email\nSam,sam@example.com\n");
        const FolderReport report = look(true);
        QCOMPARE(report.changed, 0);
        QCOMPARE(report.backups, QStringList{u"plumber-leads-20261130T023000Z.tar.gz"_s});
        QCOMPARE(report.left, QStringList{u"notes/list.csv"_s});
        QVERIFY(content(u"notes/list.csv"_s).contains("Maria"));
    }

    void leavesTheServersOwnFilesAlone()
    {
        for (const QString &name : {u"supabase.db"_s, u"supabase.db-wal"_s, u"journal.sqlite"_s, u"running.lock"_s,
                                    u"source-keys.json"_s, u"link-secret"_s})
            write(name, "maria@example.com");
        const FolderReport report = look(true);
        QCOMPARE(report.changed, 0);
        QVERIFY(report.left.isEmpty() && report.backups.isEmpty());
    }

    void findsSomebodyAcrossThePiecesOfALongFile()
    {
        QByteArray text(8 * 1024 * 1024 - 5, 'x');
        write(u"long.txt"_s, text + " maria@example.com " + text);
        QCOMPARE(look(true).left, QStringList{u"long.txt"_s});
    }
};

QTEST_GUILESS_MAIN(TestDataFiles)
#include "tst_datafiles.moc"
