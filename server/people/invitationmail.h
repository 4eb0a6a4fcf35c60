#pragma once

#include "models/domain/officeidentity.h"
#include "server/notify/sender.h"

namespace pl::people {

/// The mail that brings an invitation's link, in the office's name if it has one.
notify::Message invitationMail(const QString &email, const QString &link, const OfficeIdentity &office);

} // namespace pl::people
