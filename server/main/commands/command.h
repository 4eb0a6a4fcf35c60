#pragma once

#include "models/base/onresult.h"

#include <QByteArray>
#include <QObject>

namespace CLI {
class App;
}

namespace pl {

/// One command of the program. It works on the event loop and reports once.
class Command : public QObject
{
    Q_OBJECT
public:
    /// Adds its verbs, arguments, options and example to `app`, its own part of the command line. Parsing writes what
    /// was given into this object, which must outlive `app`.
    virtual void describe(CLI::App &app) = 0;
    /// Begins. The command line has been parsed.
    virtual void start() = 0;

protected:
    void fail(const Error &error) { Q_EMIT finished(error); }
    /// Runs `next` with the future's value, or ends the command with its error.
    template <class T, class F>
    void then(const QFuture<Result<T>> &future, F next)
    {
        onResult(this, future, [this, next = std::move(next)](const Result<T> &result) mutable {
            result ? next(*result) : fail(result.error());
        });
    }

Q_SIGNALS:
    /// Once, from `start` or later: what goes to standard output, or why it failed.
    void finished(const pl::Result<QByteArray> &output);
};

/// The error of a command line that makes no sense; the program exits with 2.
inline Error usageError(const QString &sentence)
{
    return {ErrorCode::InvalidInput, sentence, {}, QStringLiteral("usage")};
}

} // namespace pl
