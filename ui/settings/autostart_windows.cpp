#include "ui/settings/autostart.h"

#include <QCoreApplication>
#include <QDir>
#include <QSettings>

// For Windows: the person's Run key.

namespace pl::ui {
namespace {

const QString kRunKey = QStringLiteral("HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Run");
const QString kRunName = QStringLiteral("Plumber Leads"); // no-tr: a name

} // namespace

Autostart::Autostart(const QString &program)
    : m_program(program.isEmpty() ? QCoreApplication::applicationFilePath() : program)
{
}

QString Autostart::place() const
{
    return kRunKey;
}

bool Autostart::isOn() const
{
    return QSettings(kRunKey, QSettings::NativeFormat).contains(kRunName);
}

Result<> Autostart::set(bool on)
{
    QSettings run(kRunKey, QSettings::NativeFormat);
    if (on)
        run.setValue(kRunName, u'"' + QDir::toNativeSeparators(m_program) + u'"');
    else
        run.remove(kRunName);
    run.sync();
    return run.status() == QSettings::NoError
               ? Result<>()
               : Result<>(Error{ErrorCode::Unavailable, tr("the registry can't be written")});
}

} // namespace pl::ui
