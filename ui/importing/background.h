#pragma once

#include "models/importing/watch.h"
#include "ui/office/background.h"

namespace pl::ui {

inline importing::Watch watchOf(const std::shared_ptr<WorkState> &state)
{
    return {[state] { return state->isCancelled.load(); },
            [state](double share) { state->percent = int(share * 100); }};
}

} // namespace pl::ui
