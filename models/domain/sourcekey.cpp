#include "server/intake/sourcekey.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

namespace pl::intake {

SourceKey SourceKey::create(Kind kind)
{
    static constexpr QByteArrayView kAlphabet("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
    constexpr int kRandomCharacters = 40;
    QByteArray text = kind == Kind::Form ? "pf_" : "pl_";
    for (int i = 0; i < kRandomCharacters; ++i)
        text += kAlphabet.at(QRandomGenerator::system()->bounded(int(kAlphabet.size())));
    return SourceKey(text);
}

QByteArray SourceKey::hash() const
{
    return QCryptographicHash::hash(m_text, QCryptographicHash::Sha256).toHex();
}

} // namespace pl::intake
