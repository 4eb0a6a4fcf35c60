#pragma once

#include "models/domain/messagesample.h"
#include "models/wording/wording.h"

namespace pl::wording {

/// The facts for previews and tests: fictional people, reserved phone numbers, a link without a lead.
Facts sampleFacts(const QString &publicUrl, bool chargesWhenAccepted, Timestamp now);

/// Every message as it would be sent with these facts.
QList<MessagePreview> previewsOf(const Facts &facts, const OfficeWords &words);

} // namespace pl::wording
