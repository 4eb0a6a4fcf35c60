#include "models/disk/replicafile.h"
#include "tests/support/serverprocess.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace pl;
using namespace Qt::StringLiterals;
using nlohmann::json;

/// A window's copy of a real server's leads on disk, through kills of the window while it loads and while it follows,
/// and while leads change: nothing is lost, nothing is there twice.
class TestFirstSync : public QObject
{
    Q_OBJECT

    static constexpr int kLeads = 15'000;

    test::ServerProcess m_server{test::ServerProcess::Store::Embedded};
    QTemporaryDir m_dir;
    std::unique_ptr<QProcess> m_loader;
    QByteArray m_output;

    QString path() const { return m_dir.filePath(u"office.sqlite"_s); }
    void startLoader()
    {
        m_output.clear();
        m_loader = std::make_unique<QProcess>();
        m_loader->setProcessChannelMode(QProcess::ForwardedErrorChannel);
        QByteArray key;
        for (const auto &[name, value] : m_server.serviceHeaders())
            if (name == "apikey")
                key = value;
        m_loader->start(QStringLiteral(PL_LEAD_LOADER), {m_server.storeUrl(), QString::fromLatin1(key), path()});
    }
    /// The last number that the loader said about it, or -1.
    qint64 said(const QByteArray &what)
    {
        m_output += m_loader->readAllStandardOutput();
        const qsizetype at = m_output.lastIndexOf(what + ' ');
        const qsizetype end = m_output.indexOf('\n', at);
        return at < 0 || end < 0 ? -1 : m_output.mid(at + what.size() + 1, end - at - what.size() - 1).toLongLong();
    }
    void killLoader()
    {
        m_loader->kill();
        QVERIFY(m_loader->waitForFinished());
    }
    /// Leads get another version on the server.
    void changeSome(int many)
    {
        const json rows = m_server.rows(u"leads?select=id,version&order=id.asc&limit=1000"_s);
        for (int i = 0; i < many; ++i) {
            const json &row = rows.at(QRandomGenerator::global()->bounded(quint32(rows.size())));
            const QString id = QString::fromStdString(row["id"].get<std::string>());
            QCOMPARE(m_server.write("PATCH", u"leads?id=eq."_s + id, {{"description", "It leaks, again."}}) / 100, 2);
        }
    }
    QHash<QUuid, qint64> versionsOnServer()
    {
        QHash<QUuid, qint64> versions;
        QString last = u"00000000-0000-0000-0000-000000000000"_s;
        for (json rows = json::array({nullptr}); !rows.empty();) {
            rows = m_server.rows(u"leads?select=id,version&order=id.asc&limit=1000&id=gt."_s + last);
            for (const json &row : rows) {
                last = QString::fromStdString(row["id"].get<std::string>());
                versions.insert(QUuid::fromString(last), row["version"].get<qint64>());
            }
        }
        return versions;
    }
    QHash<QUuid, qint64> versionsOnDisk(qint64 &rows)
    {
        QHash<QUuid, qint64> versions;
        auto file = disk::ReplicaReader::open(
            path(), {m_server.storeUrl(), QUuid(1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 1), u"admin"_s});
        const auto ranges = (*file)->ranges<Lead>(1);
        rows = 0;
        for (const disk::PlaceRange &range : *ranges)
            (void)(*file)->read<Lead>(range, [&](Lead &&lead) {
                versions.insert(lead.id, lead.version);
                ++rows;
            });
        return versions;
    }

private Q_SLOTS:
    void losesAndDoublesNothingThroughKills()
    {
        QVERIFY2(m_server.start(), m_server.errorOutput().constData());
        QCOMPARE(m_server.run({u"demo-data"_s, u"--leads"_s, QString::number(kLeads)}).exitCode, 0);
        for (const int reached : {1, 4000, 9000}) {
            startLoader();
            QTRY_VERIFY_WITH_TIMEOUT(said("rows") >= reached || said("loaded") >= 0, 60'000);
            killLoader();
            changeSome(20);
        }
        startLoader();
        QTRY_VERIFY_WITH_TIMEOUT(said("loaded") >= kLeads, 60'000);
        for (int kill = 0; kill < 3; ++kill) {
            changeSome(20);
            QTRY_VERIFY_WITH_TIMEOUT(said("round") >= 1, 30'000);
            killLoader();
            changeSome(5);
            startLoader();
        }
        QTRY_VERIFY_WITH_TIMEOUT(said("round") >= 2, 30'000);
        killLoader();
        qint64 rows = 0;
        const auto onDisk = versionsOnDisk(rows);
        const auto onServer = versionsOnServer();
        QVERIFY(onServer.size() >= kLeads);
        QCOMPARE(rows, qint64(onServer.size()));
        QVERIFY(onDisk == onServer);
    }
};

QTEST_GUILESS_MAIN(TestFirstSync)
#include "tst_firstsync.moc"
