#pragma once

#include "models/replica/officereplica.h"
#include "models/tables/leadfilter.h"
#include "ui/widgets/columnlayout.h"

namespace pl::ui {

/// The lists of leads in the side bar.
enum class LeadView { ToAssign, DueNow, Unanswered, All, Completed };

inline constexpr std::array<LeadView, 5> kLeadViews{LeadView::ToAssign, LeadView::DueNow, LeadView::Unanswered,
                                                    LeadView::All, LeadView::Completed};

QString titleOf(LeadView view);
QString iconOf(LeadView view);
/// A stable word for settings and object names: "toAssign".
QString keyOf(LeadView view);
/// What belongs to the view, before the person filters.
tables::LeadFilter filterOf(LeadView view);
/// Whether the view leaves the status open, so that filtering by it makes sense.
bool hasAnyStatus(LeadView view);
int countOf(LeadView view, const replica::LeadCounts &counts);

/// How a view is sorted until the person sorts it otherwise: by deadline where that matters, else the newest first.
TableSort sortOf(LeadView view);

/// What an empty view says.
struct EmptyWords
{
    QString headline;
    QString sentence;
};
EmptyWords emptyWordsOf(LeadView view);

} // namespace pl::ui
