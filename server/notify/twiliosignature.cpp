#include "server/notify/twiliosignature.h"

#include <QMessageAuthenticationCode>

#include <algorithm>

namespace pl::notify {

QByteArray twilioSignature(const QByteArray &token, const QByteArray &url, FormFields fields)
{
    std::sort(fields.begin(), fields.end());
    QByteArray text = url;
    for (const auto &[name, value] : fields)
        text += name + value;
    return QMessageAuthenticationCode::hash(text, token, QCryptographicHash::Sha1).toBase64();
}

bool isTwilioSignature(const QByteArray &given, const QByteArray &token, const QByteArray &url,
                       const FormFields &fields)
{
    const QByteArray right = twilioSignature(token, url, fields);
    if (given.size() != right.size())
        return false;
    int difference = 0;
    for (qsizetype i = 0; i < right.size(); ++i)
        difference |= given[i] ^ right[i];
    return difference == 0;
}

} // namespace pl::notify
