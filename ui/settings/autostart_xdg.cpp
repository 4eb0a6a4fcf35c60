#include "ui/office/files.h"
#include "ui/settings/autostart.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

// For desktops that follow freedesktop.org's autostart specification.

namespace pl::ui {
namespace {

/// In an Exec line, an argument in quotes keeps its blanks; four characters need a backslash, and that one needs
/// another. A percent sign stands for itself when it is doubled.
QString quotedForExec(const QString &path)
{
    QString quoted;
    for (const QChar c : path) {
        if (c == u'\\')
            quoted += QStringLiteral("\\\\\\");
        else if (QStringLiteral("\"`$").contains(c))
            quoted += QStringLiteral("\\\\");
        quoted += c == u'%' ? QStringLiteral("%%") : QString(c);
    }
    return u'"' + quoted + u'"';
}

} // namespace

/// An AppImage's own path is a mount that is gone after the program has ended.
Autostart::Autostart(const QString &program) : m_program(program)
{
    if (m_program.isEmpty())
        m_program = qEnvironmentVariable("APPIMAGE");
    if (m_program.isEmpty())
        m_program = QCoreApplication::applicationFilePath();
}

QString Autostart::place() const
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
           QStringLiteral("/autostart/plumber-leads.desktop");
}

bool Autostart::isOn() const
{
    const Result<QByteArray> file = readFile(place(), 64 * 1024);
    return file && !file->contains("Hidden=true"); // no-tr: as the specification has it
}

Result<> Autostart::set(bool on)
{
    if (!on)
        return QFile::remove(place()) || !QFile::exists(place())
                   ? Result<>()
                   : Result<>(Error{ErrorCode::Unavailable, tr("the file can't be removed")});
    if (!QDir().mkpath(QFileInfo(place()).path()))
        return Error{ErrorCode::Unavailable, tr("the folder can't be created")};
    QStringList entry{QStringLiteral("[Desktop Entry]")}; // no-tr: as the specification has it
    entry += QStringLiteral("Type=Application");          // no-tr: likewise
    entry += QStringLiteral("Name=Plumber Leads");        // no-tr: a name
    entry += QStringLiteral("Exec=") + quotedForExec(m_program);
    entry += QStringLiteral("Icon=plumber-leads"); // no-tr: likewise
    entry += QStringLiteral("Terminal=false");     // no-tr: as the specification has it
    return saveFile(place(), (entry.join(u'\n') + u'\n').toUtf8());
}

} // namespace pl::ui
