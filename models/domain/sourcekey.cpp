#include "models/domain/sourcekey.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

namespace pl {
namespace {

QByteArray startOf(SourceKey::Kind kind)
{
    switch (kind) {
    case SourceKey::Kind::Program:
        return "pl_";
    case SourceKey::Kind::Form:
        return "pf_";
    case SourceKey::Kind::Hook:
        return "ph_";
    }
    return {};
}

} // namespace

SourceKey SourceKey::create(Kind kind)
{
    static constexpr QByteArrayView kAlphabet("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
    constexpr int kRandomCharacters = 40;
    QByteArray text = startOf(kind);
    for (int i = 0; i < kRandomCharacters; ++i)
        text += kAlphabet.at(QRandomGenerator::system()->bounded(int(kAlphabet.size())));
    return SourceKey(text);
}

SourceKey::Kind SourceKey::kindOf(const QString &prefix)
{
    for (const Kind kind : {Kind::Form, Kind::Hook})
        if (prefix.startsWith(QLatin1StringView(startOf(kind))))
            return kind;
    return Kind::Program;
}

QByteArray SourceKey::hash() const
{
    return QCryptographicHash::hash(m_text, QCryptographicHash::Sha256).toHex();
}

} // namespace pl
