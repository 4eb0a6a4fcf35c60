#include "ui/style/systemscheme.h"

#include <QGuiApplication>
#include <QPalette>
#include <QStyleHints>

namespace pl::ui {

SystemScheme::SystemScheme(QObject *parent) : QObject(parent)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    const QStyleHints *hints = QGuiApplication::styleHints();
    m_dark = hints->colorScheme() == Qt::ColorScheme::Dark;
    connect(hints, &QStyleHints::colorSchemeChanged, this,
            [this](Qt::ColorScheme scheme) { take(scheme == Qt::ColorScheme::Dark); });
#else
    // Before 6.5, Qt knows only the palette that the platform had at the start.
    m_dark = QGuiApplication::palette().color(QPalette::Window).lightness() < 128;
#endif
}

void SystemScheme::take(bool dark)
{
    if (std::exchange(m_dark, dark) != dark)
        Q_EMIT changed();
}

} // namespace pl::ui
