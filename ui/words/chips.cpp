#include "ui/words/chips.h"

#include "ui/words/words.h"

#include <QCoreApplication>

namespace pl::ui {
namespace {

struct ChipWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::ui::ChipWords)
};

} // namespace

Chip chipOf(Urgency urgency)
{
    switch (urgency) {
    case Urgency::Day:
        return {urgencyText(urgency), &Colors::red};
    case Urgency::Week:
        return {urgencyText(urgency), &Colors::amber};
    case Urgency::Month:
        break;
    }
    return {urgencyText(urgency), &Colors::slate};
}

Chip chipOf(LeadStatus status)
{
    switch (status) {
    case LeadStatus::New:
        return {statusText(status), &Colors::blue};
    case LeadStatus::Assigned:
        return {statusText(status), &Colors::violet};
    case LeadStatus::Completed:
        break;
    }
    return {statusText(status), &Colors::green};
}

Chip chipOf(PlumberStatus status)
{
    switch (status) {
    case PlumberStatus::Active:
        return {ChipWords::tr("Active"), &Colors::green};
    case PlumberStatus::Paused:
        return {ChipWords::tr("Paused"), &Colors::amber};
    case PlumberStatus::Removed:
        break;
    }
    return {ChipWords::tr("Removed"), &Colors::slate};
}

Chip testChip()
{
    return {ChipWords::tr("Test"), &Colors::slate};
}

} // namespace pl::ui
