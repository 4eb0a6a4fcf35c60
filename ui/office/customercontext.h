#pragma once

#include "models/replica/customerdesk.h"
#include "models/replica/keepingrules.h"

namespace pl::ui {

/// What the views about one person's data work on. Everything in it outlives the window.
struct CustomerContext
{
    replica::CustomerDesk &desk;
    replica::KeepingRules &keeping; ///< only admins change them
    /// Copies of rows that this window keeps are read again: what was erased must not stay in them.
    std::function<void()> syncAll;
};

} // namespace pl::ui
