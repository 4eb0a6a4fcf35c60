#pragma once

#include "models/domain/messagesample.h"
#include "server/notify/wording.h"

namespace pl::notify {

/// What previews and tests speak of: people who don't exist, numbers that nobody has, a link that leads to no lead.
Facts sampleFacts(const QString &publicUrl, bool chargesWhenAccepted, Timestamp now);

/// Every message that there is, as it would be sent about those.
QList<MessagePreview> previewsOf(const Facts &facts);

} // namespace pl::notify
