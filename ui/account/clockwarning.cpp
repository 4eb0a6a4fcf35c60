#include "ui/account/clockwarning.h"

#include <QCoreApplication>

namespace pl::ui {

namespace {

using namespace std::chrono_literals;

struct ClockWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::ui::ClockWarning)
};

/// "3 hours": in the largest unit that gives at least two.
QString lengthText(std::chrono::seconds length)
{
    const auto minutes = (length.count() + 30) / 60;
    if (minutes < 120)
        return ClockWords::tr("%n minute(s)", nullptr, static_cast<int>(minutes));
    const auto hours = (minutes + 30) / 60;
    return hours < 48 ? ClockWords::tr("%n hour(s)", nullptr, static_cast<int>(hours))
                      : ClockWords::tr("%n day(s)", nullptr, static_cast<int>((hours + 12) / 24));
}

} // namespace

QString clockWarning(std::chrono::seconds ahead)
{
    if (std::chrono::abs(ahead) < 2min)
        return {};
    return (ahead > 0s ? ClockWords::tr(
                             "This computer's clock is %1 fast. Correct it: the times you see are off by that much.")
                       : ClockWords::tr(
                             "This computer's clock is %1 slow. Correct it: the times you see are off by that much."))
        .arg(lengthText(std::chrono::abs(ahead)));
}

} // namespace pl::ui
