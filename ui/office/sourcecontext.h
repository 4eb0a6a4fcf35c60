#pragma once

#include "models/replica/sourcebook.h"
#include "models/replica/sourcecommands.h"
#include "models/replica/sourcetester.h"

namespace pl::ui {

/// What the page about sources works on; there is none for staff. Everything in it outlives the window.
struct SourceContext
{
    replica::SourceBook &book;
    replica::SourceCommands &commands;
    replica::SourceTester &tester;
};

} // namespace pl::ui
