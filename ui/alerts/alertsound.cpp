#include "ui/alerts/alertsound.h"

#include <QApplication>
#include <QFile>

// Q_INIT_RESOURCE must be outside of any namespace.
static void initSounds()
{
    Q_INIT_RESOURCE(resources);
}

namespace pl::ui {

AlertSound::AlertSound(QObject *parent) : QObject(parent)
{
    initSounds();
    connect(&m_player, &WavPlayer::failed, this, [] { QApplication::beep(); });
}

void AlertSound::play(Urgency urgency, int volume)
{
    if (volume <= 0)
        return;
    QFile file(QStringLiteral(":/sounds/%1.wav").arg(enumName(urgency)));
    if (file.open(QIODevice::ReadOnly))
        m_player.play(atVolume(file.readAll(), volume));
}

} // namespace pl::ui
