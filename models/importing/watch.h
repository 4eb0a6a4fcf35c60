#pragma once

#include <functional>

namespace pl::importing {

/// How slow work is watched and stopped. Both may be empty; both are called on the working thread.
struct Watch
{
    std::function<bool()> isCancelled;
    std::function<void(double share)> progressed; ///< 0 to 1, a hundred times at most

    bool cancelled() const { return isCancelled && isCancelled(); }
    void tell(double share) const
    {
        if (progressed)
            progressed(share);
    }
};

} // namespace pl::importing
