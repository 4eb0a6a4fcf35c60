#pragma once

#include "models/stats/offerreader.h"

#include <functional>

class QWidget;

namespace pl::ui {

/// What the dashboard works on beside the replica. Everything in it outlives the window.
struct DashboardContext
{
    stats::OfferReader &offers;
    /// Asks where to save a file of that name and calls `chosen` with the path; not at all when the person gives up.
    std::function<void(QWidget *parent, const QString &name, const std::function<void(const QString &)> &chosen)>
        chooseFile;
};

} // namespace pl::ui
