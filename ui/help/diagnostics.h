#pragma once

#include "ui/office/officecontext.h"

#include <QSize>

class QWidget;

namespace pl::ui {

class Theme;

/// What support needs to know about somebody else's program: versions, sizes, states and counts. No
/// e-mail address, name, host, path or key: what others could have chosen the words of is reduced to a number.
struct Diagnostics
{
    struct Screen
    {
        QSize size; ///< in pixels of the window system, before `scale`
        qreal scale = 1;
        qreal dotsPerInch = 96;
    };
    struct Rows
    {
        QString table; ///< one of our own names
        qsizetype count = 0;
    };
    QString program;
    QString qt;
    QString builtWithQt;
    QString server; ///< the server's version; empty: not known here
    QString system;
    QString kernel;
    QString cpu;
    QString locale;
    QString timeZone;
    QString platform; ///< Qt's plugin for the window system
    QString style;
    QString appearance;
    QString density;
    int fontPercent = 100;
    int fontPixels = 0;
    QSize window;
    QList<Screen> screens;
    bool isSupabase = false;
    bool isAdmin = false;
    QString connection;
    std::optional<qint64> secondsSinceSync; ///< none: never
    std::optional<int> lastError;           ///< an ErrorCode, while rounds fail
    QList<Rows> rows;                       ///< of what this account reads
    int waitingWrites = 0;
    std::optional<qint64> memoryKib; ///< none: not known on this system
};

/// As it is now. `waitingWrites`: changes that were not answered yet. Reads nothing from the network; takes well under
/// a millisecond.
Diagnostics diagnosticsOf(const OfficeContext &context, const Theme &theme, const QWidget &window, int waitingWrites);

/// A line for each fact, "name: value". In English only, because it is for the developers.
QString diagnosticsText(const Diagnostics &diagnostics);

/// The number that a version begins with: "1.2.3" of "1.2.3-ada". Empty: none.
QString versionNumber(const QString &version);

} // namespace pl::ui
