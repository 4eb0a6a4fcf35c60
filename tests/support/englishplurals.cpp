#include "ui/words/plurals.h"

#include <QCoreApplication>

namespace {

/// What the desktop's main does, for each test that is linked with this: plurals read as they do in the program.
void installPlurals()
{
    pl::ui::installEnglishPlurals(*QCoreApplication::instance());
}

} // namespace

Q_COREAPP_STARTUP_FUNCTION(installPlurals)
