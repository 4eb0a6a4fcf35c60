#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QString>

namespace pl::ui {

/// A picture of any usual kind as the PNG that an office's logo must be: at most 600 by 200 pixels and 64 kB, without
/// what else was in the file. The error is a sentence for people.
Result<QByteArray> logoFromFile(const QString &path);

} // namespace pl::ui
