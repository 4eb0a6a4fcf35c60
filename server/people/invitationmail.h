#pragma once

#include "server/notify/sender.h"

namespace pl::people {

/// The mail that brings an invitation's link. `officeName` may be empty.
notify::Message invitationMail(const QString &email, const QString &link, const QString &officeName);

} // namespace pl::people
