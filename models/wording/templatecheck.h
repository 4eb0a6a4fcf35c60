#pragma once

#include "models/wording/messagetemplate.h"

namespace pl::wording {

/// A text message may be split into this many; each is paid for.
inline constexpr int kMaxSegments = 4;

/// Whether a template can be sent: its placeholders are known, its conditions are closed, it has its link where it must
/// have one (outside of any condition), a subject or none, and a length that fits; a text message's is that with
/// made-up people. The error's fields are "subject" and "body".
Result<> checkTemplate(const TemplateKey &key, const TemplateText &text);

/// How many text messages this one becomes with made-up people, the longest name of an office, and a link as long as a
/// real one.
int segmentsOf(const TemplateKey &key, const TemplateText &text);

} // namespace pl::wording
