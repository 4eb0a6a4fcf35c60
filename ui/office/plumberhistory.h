#pragma once

#include "models/base/result.h"
#include "models/base/timestamp.h"

#include <QFuture>
#include <QUuid>

#include <functional>

namespace pl::ui {

/// One line of what happened to a plumber, as a sentence.
struct PlumberMoment
{
    Timestamp at;
    QString sentence;
    bool operator==(const PlumberMoment &) const = default;
};

/// Gives the newest lines about a plumber, at most `limit`, in any order.
using PlumberHistory = std::function<QFuture<Result<QList<PlumberMoment>>>(const QUuid &plumberId, int limit)>;

} // namespace pl::ui
