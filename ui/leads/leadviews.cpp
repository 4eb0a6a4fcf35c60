#include "ui/leads/leadviews.h"

#include "models/tables/leadtablemodel.h"

#include <QCoreApplication>

namespace pl::ui {
namespace {

struct LeadViewWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::ui::LeadViews)
};

} // namespace

QString titleOf(LeadView view)
{
    switch (view) {
    case LeadView::ToAssign:
        return LeadViewWords::tr("To assign");
    case LeadView::DueNow:
        return LeadViewWords::tr("Due now");
    case LeadView::Unanswered:
        return LeadViewWords::tr("Unanswered");
    case LeadView::All:
        return LeadViewWords::tr("All leads");
    case LeadView::Completed:
        break;
    }
    return LeadViewWords::tr("Completed");
}

QString iconOf(LeadView view)
{
    switch (view) {
    case LeadView::ToAssign:
        return QStringLiteral("inbox");
    case LeadView::DueNow:
        return QStringLiteral("alarm-clock");
    case LeadView::Unanswered:
        return QStringLiteral("hourglass");
    case LeadView::All:
        return QStringLiteral("list");
    case LeadView::Completed:
        break;
    }
    return QStringLiteral("circle-check");
}

QString keyOf(LeadView view)
{
    switch (view) {
    case LeadView::ToAssign:
        return QStringLiteral("toAssign");
    case LeadView::DueNow:
        return QStringLiteral("dueNow");
    case LeadView::Unanswered:
        return QStringLiteral("unanswered");
    case LeadView::All:
        return QStringLiteral("all");
    case LeadView::Completed:
        break;
    }
    return QStringLiteral("completed");
}

tables::LeadFilter filterOf(LeadView view)
{
    tables::LeadFilter filter;
    switch (view) {
    case LeadView::ToAssign:
        filter.statuses = {LeadStatus::New};
        break;
    case LeadView::DueNow:
        filter.dueNowOnly = true;
        break;
    case LeadView::Unanswered:
        filter.unansweredOnly = true;
        break;
    case LeadView::Completed:
        filter.statuses = {LeadStatus::Completed};
        break;
    case LeadView::All:
        break;
    }
    return filter;
}

bool hasAnyStatus(LeadView view)
{
    return view == LeadView::All;
}

int countOf(LeadView view, const replica::LeadCounts &counts)
{
    switch (view) {
    case LeadView::ToAssign:
        return counts.toAssign;
    case LeadView::DueNow:
        return counts.dueNow;
    case LeadView::Unanswered:
        return counts.unanswered;
    case LeadView::All:
        return counts.all;
    case LeadView::Completed:
        break;
    }
    return counts.completed;
}

TableSort sortOf(LeadView view)
{
    if (view == LeadView::ToAssign || view == LeadView::DueNow)
        return {tables::LeadTableModel::DeadlineColumn, Qt::AscendingOrder};
    return {tables::LeadTableModel::ReceivedColumn, Qt::DescendingOrder};
}

EmptyWords emptyWordsOf(LeadView view)
{
    switch (view) {
    case LeadView::ToAssign:
        return {LeadViewWords::tr("Everything is assigned"),
                LeadViewWords::tr("New leads appear here automatically. You can also add one from a phone call.")};
    case LeadView::DueNow:
        return {LeadViewWords::tr("Nothing is due now"),
                LeadViewWords::tr("Leads show up here when there is little time left to assign them.")};
    case LeadView::Unanswered:
        return {LeadViewWords::tr("Every plumber has answered"),
                LeadViewWords::tr("Assigned leads wait here until their plumber accepts.")};
    case LeadView::All:
        return {LeadViewWords::tr("No leads yet"),
                LeadViewWords::tr(
                    "Leads from your sources appear here within seconds. You can also add the first one yourself.")};
    case LeadView::Completed:
        break;
    }
    return {LeadViewWords::tr("Nothing completed yet"),
            LeadViewWords::tr("Leads move here when they are closed. To close one, select it and press C.")};
}

} // namespace pl::ui
