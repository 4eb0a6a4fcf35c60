#pragma once

#include "models/base/result.h"

#include <QProcessEnvironment>
#include <QString>
#include <QStringList>

namespace pl::backup {

/// Where a program of somebody else's is; NotFound with the sentence that says which Debian package has it.
Result<QString> programPath(const QString &name, const QString &package);

/// Runs one of PostgreSQL's programs to its end and returns what it prints. Secrets belong in the environment: everyone
/// on the machine can read a command's arguments. Fails with the first line of its complaint. Blocks.
Result<QByteArray> runPostgresProgram(const QString &name, const QStringList &arguments,
                                      const QProcessEnvironment &environment);

} // namespace pl::backup
