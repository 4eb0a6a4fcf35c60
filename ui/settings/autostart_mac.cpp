#include "ui/office/files.h"
#include "ui/settings/autostart.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

// For macOS: a launch agent of the person's, read at the next sign-in.

namespace pl::ui {

Autostart::Autostart(const QString &program)
    : m_program(program.isEmpty() ? QCoreApplication::applicationFilePath() : program)
{
}

QString Autostart::place() const
{
    return QDir::homePath() + QStringLiteral("/Library/LaunchAgents/plumber-leads.plist");
}

bool Autostart::isOn() const
{
    return QFile::exists(place());
}

Result<> Autostart::set(bool on)
{
    if (!on)
        return QFile::remove(place()) || !QFile::exists(place())
                   ? Result<>()
                   : Result<>(Error{ErrorCode::Unavailable, tr("the file can't be removed")});
    if (!QDir().mkpath(QFileInfo(place()).path()))
        return Error{ErrorCode::Unavailable, tr("the folder can't be created")};
    const QString agent = QStringLiteral(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n"
        "<plist version=\"1.0\"><dict>\n"
        "<key>Label</key><string>plumber-leads</string>\n" // no-tr: as macOS has it
        "<key>ProgramArguments</key><array><string>%1</string></array>\n"
        "<key>RunAtLoad</key><true/>\n"
        "</dict></plist>\n");
    return saveFile(place(), agent.arg(m_program.toHtmlEscaped()).toUtf8());
}

} // namespace pl::ui
