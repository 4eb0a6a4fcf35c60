#pragma once

#include "models/updates/updatewatch.h"

#include <functional>

namespace pl::ui {

/// News about versions of the program, for the window.
struct UpdateContext
{
    updates::UpdateWatch &watch;
    std::function<void(const QUrl &)> openPage; ///< in the person's browser
};

} // namespace pl::ui
