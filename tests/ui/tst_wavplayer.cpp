#include "ui/alerts/wavplayer.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace pl::ui;

/// Sounds by programs that stand in for the system's.
class TestWavPlayer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = qgetenv("PATH");
        qputenv("PATH", QFile::encodeName(m_folder->path()));
    }
    void cleanup() { qputenv("PATH", m_path); }

    void theFirstProgramThatWorksPlaysTheFile()
    {
        install("pw-play", "echo pw-play >> %1; exit 1");
        install("paplay", "echo paplay >> %1; read line < \"$1\"; echo \"$line\" >> %1");
        WavPlayer player;
        player.play("first\n");
        QTRY_COMPARE(log(), QByteArray("pw-play\npaplay\nfirst\n"));
        // The one that failed isn't tried first again.
        player.play("second\n");
        QTRY_COMPARE(log(), QByteArray("pw-play\npaplay\nfirst\npaplay\nsecond\n"));
    }

    void aProgramThatFailsLaterIsReplaced()
    {
        install("paplay", "echo paplay >> %1; exit 1");
        install("aplay", "echo aplay $1 >> %1");
        WavPlayer player;
        player.play("sound");
        QTRY_COMPARE(log(), QByteArray("paplay\naplay -q\n"));
    }

    /// A sound system that hangs keeps its program waiting.
    void aProgramThatHangsIsReplaced()
    {
        install("pw-play", "echo pw-play >> %1; exec /bin/sleep 60");
        install("paplay", "echo paplay >> %1");
        WavPlayer player(nullptr, std::chrono::seconds(3));
        player.play("sound");
        QTRY_COMPARE_WITH_TIMEOUT(log(), QByteArray("pw-play\npaplay\n"), 30'000);
    }

    void withoutAProgramThatWorksItFails()
    {
        WavPlayer none;
        const QSignalSpy failed(&none, &WavPlayer::failed);
        none.play("sound");
        QCOMPARE(failed.count(), 1);
        install("aplay", "exit 1");
        WavPlayer broken;
        const QSignalSpy brokenFailed(&broken, &WavPlayer::failed);
        broken.play("sound");
        QTRY_COMPARE(brokenFailed.count(), 1);
    }

    /// Two alerts at once are no reason for two sounds at once.
    void aSoundEndsTheOneBefore()
    {
        install("aplay",
                "echo begin >> %1; read line < \"$2\"; [ \"$line\" = long ] && exec /bin/sleep 60; echo end >> %1");
        WavPlayer player;
        const QSignalSpy failed(&player, &WavPlayer::failed);
        player.play("long\n");
        QTRY_COMPARE(log(), QByteArray("begin\n"));
        player.play("short\n");
        QTRY_COMPARE(log(), QByteArray("begin\nbegin\nend\n"));
        QCOMPARE(failed.count(), 0);
    }

private:
    /// A script; %1 is the file that log() reads.
    void install(const char *name, const char *commands)
    {
        QFile script(m_folder->filePath(QLatin1StringView(name)));
        QVERIFY(script.open(QIODevice::WriteOnly));
        script.write("#!/bin/sh\n" + QString::fromLatin1(commands).arg(logFile()).toUtf8() + '\n');
        script.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    QString logFile() const { return m_folder->filePath(QStringLiteral("log")); }
    QByteArray log() const
    {
        QFile file(logFile());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QByteArray m_path;
};

QTEST_MAIN(TestWavPlayer)
#include "tst_wavplayer.moc"
