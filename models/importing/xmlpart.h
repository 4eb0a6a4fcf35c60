#pragma once

#include "models/base/result.h"

#include <QXmlStreamReader>

namespace pl::importing {

/// Goes on to the next token. False at the end, when the XML is damaged, and at a document type: entities of its own
/// could make a small file large.
inline bool readOn(QXmlStreamReader &xml)
{
    if (xml.atEnd())
        return false;
    if (xml.readNext() == QXmlStreamReader::DTD)
        xml.raiseError(QStringLiteral("XML with a document type is refused."));
    return !xml.hasError() && !xml.atEnd();
}

/// A text without the spelling of characters that XML doesn't have: "_x000D_" is a carriage return, "_x005F_x000D_" is
/// "_x000D_".
QString unescaped(const QString &text);

/// The text of an element whose start was just read, unescaped and without the pronunciations of its words. Ends behind
/// it.
QString textWithin(QXmlStreamReader &xml);

} // namespace pl::importing
