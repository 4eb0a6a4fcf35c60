#pragma once

#include "models/base/later.h"
#include "models/base/result.h"

#include <QByteArray>
#include <QImage>

class QWidget;

namespace pl::ui {

// The dashboard as files. The GUI thread paints; writing is done by a worker.

/// The widget as it is on screen, with a headline, at twice its size.
QImage dashboardImage(QWidget &content, const QString &headline);
/// One page in the light colors, whatever the window's are: paper is white.
QByteArray dashboardPdf(QWidget &content, const QString &headline);

/// Writes the whole file, or leaves what was there. Errors are as saveFile() gives them.
Later<Result<>> saveLater(const QString &path, const QImage &image);
Later<Result<>> saveLater(const QString &path, const QByteArray &data);

} // namespace pl::ui
