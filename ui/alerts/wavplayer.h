#pragma once

#include <QByteArray>
#include <QObject>

#include <chrono>
#include <memory>

namespace pl::ui {

/// A WAV (16 bits, uncompressed) at `percent` of its volume. What is no such WAV stays as it is.
QByteArray atVolume(QByteArray wav, int percent);

/// Plays short WAVs by what the system has: on Windows its own function, on macOS afplay, on Linux the first of
/// pw-play, paplay and aplay that works. A sound that begins ends the one before. Lives on the GUI thread.
class WavPlayer : public QObject
{
    Q_OBJECT

public:
    /// A program that takes longer than `longest` waits for a sound system that hangs: the next one has its turn.
    explicit WavPlayer(QObject *parent = nullptr, std::chrono::milliseconds longest = std::chrono::seconds(10));
    ~WavPlayer() override;

    void play(const QByteArray &wav);

Q_SIGNALS:
    /// Nothing here can play it.
    void failed();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace pl::ui
