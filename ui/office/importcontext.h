#pragma once

#include "models/replica/importer.h"

#include <functional>

class QWidget;

namespace pl::ui {

/// What the page that imports works on; there is none for staff. Everything in it outlives the window.
struct ImportContext
{
    using Chosen = std::function<void(const QString &path)>;

    replica::Importer &importer;
    /// Asks for a file to import and calls `chosen`; not at all when the person gives up.
    std::function<void(QWidget *parent, const Chosen &chosen)> openFile;
    /// Asks where to save a file of that name, likewise.
    std::function<void(QWidget *parent, const QString &name, const Chosen &chosen)> saveFile;
};

} // namespace pl::ui
