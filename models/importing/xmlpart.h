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
        xml.raiseError(QStringLiteral("A document type is not taken."));
    return !xml.hasError() && !xml.atEnd();
}

/// The text of an element whose start was just read, without the pronunciations of its words. Ends behind it.
QString textWithin(QXmlStreamReader &xml);

} // namespace pl::importing
