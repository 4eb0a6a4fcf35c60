#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QCommandLineParser>
#include <QObject>

namespace pl {

/// One sub-command of the program. It works on the event loop and reports once.
class Command : public QObject
{
    Q_OBJECT
public:
    /// Its options and what stands in its usage line.
    virtual void describe(QCommandLineParser &parser) const = 0;
    /// Begins. The parser has read the command line; its first positional argument is the command's name.
    virtual void start(const QCommandLineParser &parser) = 0;

Q_SIGNALS:
    /// Once, from `start` or later: what goes to standard output, or why it failed.
    void finished(const pl::Result<QByteArray> &output);
};

/// The error of a command line that can't be meant as it is.
inline Error usageError(const QString &sentence)
{
    return {ErrorCode::InvalidInput, sentence, {}, QStringLiteral("usage")};
}

} // namespace pl
