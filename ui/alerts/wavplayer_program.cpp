#include "ui/alerts/wavplayer.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTimer>

// Every desktop comes with a small program that plays a file. A library for sound would bring a media framework along,
// for three tones.

namespace pl::ui {

struct WavPlayer::Private
{
    struct Player
    {
        QString program;
        QStringList arguments; ///< before the file's name
    };
    QList<Player> players;
    qsizetype chosen = 0; ///< the one that worked last
    qsizetype tries = 0;  ///< of this sound
    std::chrono::milliseconds longest{};
    QTemporaryDir folder;
    std::unique_ptr<QProcess> running;

    QString file() const { return folder.filePath(QStringLiteral("alert.wav")); }
    void findPlayers();
    void start(WavPlayer *player);
    void startNext(WavPlayer *player);
    void stop(WavPlayer *player);
};

void WavPlayer::Private::findPlayers()
{
#ifdef Q_OS_MACOS
    const QList<Player> known{{QStringLiteral("afplay"), {}}};
#else
    const QList<Player> known{{QStringLiteral("pw-play"), {}},
                              {QStringLiteral("paplay"), {}},
                              {QStringLiteral("aplay"), {QStringLiteral("-q")}}};
#endif
    for (const Player &player : known)
        if (const QString path = QStandardPaths::findExecutable(player.program); !path.isEmpty())
            players += Player{path, player.arguments};
}

/// Waiting for its end would hold up the window.
void WavPlayer::Private::stop(WavPlayer *player)
{
    if (!running)
        return;
    running->disconnect();
    running->kill();
    QProcess *ending = running.release();
    ending->setParent(player);
    if (ending->state() == QProcess::NotRunning)
        ending->deleteLater();
    else
        QObject::connect(ending, &QProcess::finished, ending, &QObject::deleteLater);
}

void WavPlayer::Private::startNext(WavPlayer *player)
{
    chosen = (chosen + 1) % players.size();
    if (++tries < players.size())
        return start(player);
    stop(player);
    Q_EMIT player->failed();
}

void WavPlayer::Private::start(WavPlayer *player)
{
    stop(player);
    running = std::make_unique<QProcess>();
    running->setStandardInputFile(QProcess::nullDevice());
    running->setStandardOutputFile(QProcess::nullDevice());
    running->setStandardErrorFile(QProcess::nullDevice());
    QObject::connect(running.get(), &QProcess::errorOccurred, player, [this, player](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            startNext(player);
    });
    QObject::connect(running.get(), &QProcess::finished, player, [this, player](int code, QProcess::ExitStatus status) {
        if (code != 0 || status != QProcess::NormalExit)
            startNext(player);
    });
    const Player &chosenPlayer = players.at(chosen);
    running->start(chosenPlayer.program, chosenPlayer.arguments + QStringList{file()});
    if (running) // else none could be started
        QTimer::singleShot(longest, running.get(), &QProcess::kill);
}

WavPlayer::WavPlayer(QObject *parent, std::chrono::milliseconds longest)
    : QObject(parent), d(std::make_unique<Private>())
{
    d->longest = longest;
    d->findPlayers();
}

WavPlayer::~WavPlayer()
{
    if (!d->running)
        return;
    d->running->disconnect();
    d->running->kill();
    d->running->waitForFinished(1000);
}

void WavPlayer::play(const QByteArray &wav)
{
    d->stop(this);
    d->tries = 0;
    QFile file(d->file());
    if (d->players.isEmpty() || !file.open(QIODevice::WriteOnly) || file.write(wav) != wav.size())
        return Q_EMIT failed();
    file.close();
    d->start(this);
}

} // namespace pl::ui
