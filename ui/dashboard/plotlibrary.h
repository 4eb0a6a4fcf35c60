#pragma once

// QCustomPlot's header, which uses Qt's keywords in lower case that this program does without. It takes long to
// compile: only .cpp files include it.

#define signals Q_SIGNALS
#define slots Q_SLOTS
#define emit Q_EMIT
#define foreach Q_FOREACH
#include <qcustomplot.h>
#undef signals
#undef slots
#undef emit
#undef foreach
