#include "ui/account/clockwarning.h"

#include <QCoreApplication>

namespace pl::ui {

namespace {

using namespace std::chrono_literals;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ClockWarning)
};

/// "3 hours": the largest unit of which there are at least two.
QString lengthText(std::chrono::seconds length)
{
    const auto minutes = (length.count() + 30) / 60;
    if (minutes < 120)
        return Words::tr("%1 minutes").arg(minutes);
    const auto hours = (minutes + 30) / 60;
    return hours < 48 ? Words::tr("%1 hours").arg(hours) : Words::tr("%1 days").arg((hours + 12) / 24);
}

} // namespace

QString clockWarning(std::chrono::seconds ahead)
{
    if (std::chrono::abs(ahead) < 2min)
        return {};
    return (ahead > 0s
                ? Words::tr("This computer's clock is %1 fast. Set it right: the times you see are wrong by that.")
                : Words::tr("This computer's clock is %1 slow. Set it right: the times you see are wrong by that."))
        .arg(lengthText(std::chrono::abs(ahead)));
}

} // namespace pl::ui
