#pragma once

#include <QByteArray>
#include <QString>

namespace pl::mapping {

/// Bytes as text, and how they were read.
struct DecodedText
{
    QString text;
    QString encoding; ///< "utf-8", "windows-1252", "utf-16", …
};

/// Reads a byte order mark, UTF-8, the charset that is named (one Qt knows by itself), or else windows-1252, in which
/// every byte is a character. NULs are left out: no database takes them.
DecodedText decodedText(const QByteArray &bytes, const QByteArray &charset = {});

/// A header's value before its first semicolon, in lower case: "application/json".
QByteArray mediaType(const QByteArray &contentType);
/// A parameter of a header, `; name=word` or `; name="quoted"`; a null array when there is none.
QByteArray headerParameter(const QByteArray &header, const char *name);

} // namespace pl::mapping
