#pragma once

#include <QString>

namespace pl::mapping {

/// The words of a page as lines: tags are left out, with what stands in scripts and styles; a block, a row, or a break
/// ends a line; entities become their characters. Takes linear time, whatever the text is.
QString textOfHtml(const QString &html);

} // namespace pl::mapping
