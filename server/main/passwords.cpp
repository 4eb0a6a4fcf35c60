#include "server/main/passwords.h"

#include <QFile>
#include <QRandomGenerator>
#include <QStringList>

#include <cstdio>

namespace pl {

QString randomPassword()
{
    // Without characters that look alike: 0 o, 1 l i.
    static constexpr QByteArrayView kAlphabet("23456789abcdefghjkmnpqrstuvwxyz");
    QStringList groups;
    for (int group = 0; group < 4; ++group) {
        QString letters;
        for (int i = 0; i < 5; ++i)
            letters += QLatin1Char(kAlphabet.at(QRandomGenerator::system()->bounded(int(kAlphabet.size()))));
        groups += letters;
    }
    return groups.join(u'-');
}

QString readSecret()
{
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return {};
    QString line = QString::fromUtf8(input.readLine(8192));
    while (line.endsWith(u'\n') || line.endsWith(u'\r'))
        line.chop(1);
    return line;
}

} // namespace pl
