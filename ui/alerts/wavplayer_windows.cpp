#include "ui/alerts/wavplayer.h"

#include <windows.h>

#include <mmsystem.h> // needs windows.h, which leaves it out

namespace pl::ui {

struct WavPlayer::Private
{
    QByteArray playing; ///< Windows reads it while it plays
};

WavPlayer::WavPlayer(QObject *parent, std::chrono::milliseconds) : QObject(parent), d(std::make_unique<Private>()) {}

WavPlayer::~WavPlayer()
{
    PlaySoundW(nullptr, nullptr, 0);
}

void WavPlayer::play(const QByteArray &wav)
{
    PlaySoundW(nullptr, nullptr, 0);
    d->playing = wav;
    // A QByteArray's bytes may be taken for text here: with SND_MEMORY they are the file itself.
    if (!PlaySoundW(reinterpret_cast<LPCWSTR>(d->playing.constData()), nullptr, SND_MEMORY | SND_ASYNC | SND_NODEFAULT))
        Q_EMIT failed();
}

} // namespace pl::ui
