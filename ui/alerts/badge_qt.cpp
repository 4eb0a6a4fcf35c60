#include "ui/alerts/badge.h"

#include <QGuiApplication>

namespace pl::ui {

void setBadge([[maybe_unused]] int count)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    if (auto *application = qobject_cast<QGuiApplication *>(QCoreApplication::instance()))
        application->setBadgeNumber(count);
#endif
}

} // namespace pl::ui
