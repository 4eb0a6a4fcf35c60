#pragma once

#include "models/wording/messagetemplate.h"

namespace pl::wording {

/// A mail's HTML, without the layout around it, from its plain text: the subject as heading, paragraphs where there are
/// empty lines, and the link as a button where it has a line of its own. Nothing in the text becomes markup.
QString htmlOfBody(const QString &subject, const QString &text, const QString &link, const QString &button);

/// What the button of a message says: "Accept or decline".
QString buttonText(const TemplateKey &key);

} // namespace pl::wording
