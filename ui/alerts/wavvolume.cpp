#include "ui/alerts/wavplayer.h"

#include <QtEndian>

namespace pl::ui {
namespace {

// https://www.mmsp.ece.mcgill.ca/Documents/AudioFormats/WAVE/WAVE.html
constexpr qsizetype kRiffHeader = 12;
constexpr qsizetype kChunkHeader = 8;
constexpr qsizetype kBitsPerSample = 14; // in the chunk "fmt "
constexpr quint16 kSampleBits = 16;

/// Where each chunk begins and how long it is.
template <class Take>
void eachChunk(const QByteArray &wav, const Take &take)
{
    for (qsizetype at = kRiffHeader; at + kChunkHeader <= wav.size();) {
        const qsizetype length = qFromLittleEndian<quint32>(wav.constData() + at + 4);
        const qsizetype begin = at + kChunkHeader;
        if (length > wav.size() - begin)
            return;
        take(wav.mid(at, 4), begin, length);
        at = begin + length + length % 2;
    }
}

} // namespace

QByteArray atVolume(QByteArray wav, int percent)
{
    bool hasSamples = false;
    qsizetype begin = 0;
    qsizetype length = 0;
    eachChunk(wav, [&](const QByteArray &name, qsizetype at, qsizetype bytes) {
        if (name == "fmt " && bytes >= kBitsPerSample + 2)
            hasSamples = qFromLittleEndian<quint16>(wav.constData() + at + kBitsPerSample) == kSampleBits;
        if (name == "data") {
            begin = at;
            length = bytes;
        }
    });
    if (!wav.startsWith("RIFF") || !hasSamples)
        return wav;
    const int volume = std::clamp(percent, 0, 100);
    for (char *sample = wav.data() + begin; sample + 1 < wav.data() + begin + length; sample += 2)
        qToLittleEndian(static_cast<qint16>(qFromLittleEndian<qint16>(sample) * volume / 100), sample);
    return wav;
}

} // namespace pl::ui
