#pragma once

#include "models/domain/urgency.h"
#include "ui/alerts/wavplayer.h"

namespace pl::ui {

/// Sounds for leads by their urgency: the more urgent, the more notes. Where nothing can play them, the system beeps.
class AlertSound : public QObject
{
    Q_OBJECT

public:
    explicit AlertSound(QObject *parent = nullptr);

    /// `volume` in percent; at 0 nothing is played.
    void play(Urgency urgency, int volume);

private:
    WavPlayer m_player;
};

} // namespace pl::ui
