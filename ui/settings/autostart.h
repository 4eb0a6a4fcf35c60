#pragma once

#include "models/base/result.h"

#include <QCoreApplication>
#include <QString>

namespace pl::ui {

/// Whether this program starts when the person signs in to the computer. Which .cpp is built depends on the system:
/// a file of the desktop's autostart (Linux), a value of the registry's Run key (Windows), a launch agent (macOS).
class Autostart
{
    Q_DECLARE_TR_FUNCTIONS(Autostart)

public:
    /// `program`: the path to start; empty: this program's.
    explicit Autostart(const QString &program = {});

    bool isOn() const;
    /// An error's message is a plain phrase.
    Result<> set(bool on);
    /// Where it stands: a file, or a registry key.
    QString place() const;

private:
    QString m_program;
};

} // namespace pl::ui
