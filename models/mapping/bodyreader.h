#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QStringList>

#include <nlohmann/json.hpp>

namespace pl::mapping {

/// How a body was read, whatever its content type says.
enum class BodyKind { Json, Form, Multipart, Xml, Text };

/// What a source sent, as one tree.
struct ReadBody
{
    nlohmann::json tree; ///< an object or an array
    BodyKind kind = BodyKind::Json;
    QStringList files; ///< names of the files that were left out
    QString encoding;  ///< how the text was read: "utf-8", "windows-1252", "utf-16", …
};

constexpr qsizetype kMaxBodyBytes = 1024 * 1024;
constexpr int kMaxBodyValues = 20'000; ///< members and elements of a tree, all together
constexpr int kMaxBodyDepth = 64;

/// Reads any body. Pure and thread-safe; takes linear time and never throws.
///
/// - JSON: an object or an array, also when the content type says something else, and one that was packed into a JSON
///   text.
/// - application/x-www-form-urlencoded and multipart/form-data: a name that repeats becomes an array; "a[b]" is the
///   member b of a, "a[]" an element of a. A text that holds a JSON object is opened (Jotform's rawRequest). A file is
///   named in `files` and left out.
///   A mail's `html` without a `text` (SendGrid's inbound parse) gets its words as `text`.
/// - XML: {"root": {"child": "text", "@attribute": "text"}}; the text of an element that has attributes, too, is
///   "#text". No entities are expanded, and a document type is refused.
/// - Text: lines "Label: value" become members, the lines below one belong to it; what has no label is "text".
///
/// Text that is not UTF-8 is read as the charset that is named, or else as windows-1252.
///
/// InvalidInput or TooLarge for a body that is broken, empty, or beyond the limits above; the message is a plain
/// sentence.
Result<ReadBody> readBody(const QByteArray &contentType, const QByteArray &body);

} // namespace pl::mapping
