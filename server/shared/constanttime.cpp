#include "server/shared/constanttime.h"

#include <QByteArray>

#include <sodium.h>

namespace pl::shared {

bool isSameDigest(const QByteArray &one, const QByteArray &other)
{
    return one.size() == other.size() && sodium_memcmp(one.constData(), other.constData(), size_t(one.size())) == 0;
}

} // namespace pl::shared
