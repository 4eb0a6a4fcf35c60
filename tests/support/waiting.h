#pragma once

#include "models/base/onresult.h"

#include <QObject>
#include <QTest>

#include <optional>

namespace pl::test {

/// What an operation answers, while events go on being handled; whoever asked for it earlier has it by then. TimedOut
/// after `milliseconds`, and Cancelled when nobody will answer any more.
template <class T>
Result<T> wait(const QFuture<Result<T>> &future, int milliseconds = 30'000)
{
    std::optional<Result<T>> answer;
    QObject owner;
    onResult(&owner, future, [&answer](const Result<T> &result) { answer = result; });
    if (!QTest::qWaitFor([&answer] { return answer.has_value(); }, milliseconds))
        return Error{ErrorCode::TimedOut, QStringLiteral("No answer came in the test.")};
    return *answer;
}

} // namespace pl::test
