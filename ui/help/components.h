#pragma once

#include <QList>
#include <QString>

namespace pl::ui {

/// A part of the program that others made, as packaging/components.json names it.
struct Component
{
    QString name;
    QString license; ///< an SPDX expression: "MIT", "ISC AND MIT"
    QStringList copyright;
    QString url;
    QString note; ///< often empty
    bool operator==(const Component &) const = default;
};

/// Those of the desktop, by name. They are compiled in, with the texts of their licenses.
QList<Component> desktopComponents();

/// What the people who made it want said with it: who they are, and the texts of its licenses. Plain text.
QString noticeOf(const Component &component);
/// The program's own license.
QString programLicense();

} // namespace pl::ui
