#include "app/updatechannel.h"

namespace pl::app {

updates::Channel updateChannel()
{
    const auto channel = updates::Channel::parse(QStringLiteral(PL_UPDATE_URL), QStringLiteral(PL_UPDATE_KEY));
    if (!channel)
        qWarning("New versions can't be looked for: %s", qPrintable(channel.error().message));
    return channel.valueOr({});
}

} // namespace pl::app
