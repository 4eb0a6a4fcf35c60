#pragma once

#include "models/replica/sourcebook.h"
#include "models/replica/sourcecommands.h"
#include "models/replica/sourcetester.h"
#include "ui/office/files.h"

namespace pl::ui {

/// What the page about sources works on; there is none for staff. Everything in it outlives the window.
struct SourceContext
{
    replica::SourceBook &book;
    replica::SourceCommands &commands;
    replica::SourceTester &tester;
    /// For mappings. Empty ones: nothing can be saved or loaded.
    AskWhereToSave saveAs = {};
    AskForFile openFile = {};
};

} // namespace pl::ui
