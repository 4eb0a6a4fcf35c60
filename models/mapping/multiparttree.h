#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QStringList>

#include <nlohmann/json.hpp>

namespace pl::mapping {

/// The fields of multipart/form-data (RFC 7578). A preamble before the first boundary, blanks behind one and bare line
/// feeds are taken. A part with a file name is named in `files` and left out. InvalidInput for a body that ends before
/// its last boundary.
Result<nlohmann::json> multipartTree(const QByteArray &body, const QByteArray &boundary, QString &encoding,
                                     QStringList &files);
/// The boundary that a body begins with, when it looks like multipart/form-data; empty otherwise.
QByteArray boundaryOf(const QByteArray &body);

} // namespace pl::mapping
