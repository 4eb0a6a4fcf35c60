#include "ui/leads/leadviews.h"

#include "models/tables/leadtablemodel.h"

namespace pl::ui {

QString titleOf(LeadView view)
{
    switch (view) {
    case LeadView::ToAssign:
        return QStringLiteral("To assign");
    case LeadView::DueNow:
        return QStringLiteral("Due now");
    case LeadView::Unanswered:
        return QStringLiteral("Unanswered");
    case LeadView::All:
        return QStringLiteral("All leads");
    case LeadView::Completed:
        break;
    }
    return QStringLiteral("Completed");
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
        return {QStringLiteral("Everything is assigned"),
                QStringLiteral("New leads appear here by themselves. You can enter one from a phone call, too.")};
    case LeadView::DueNow:
        return {QStringLiteral("Nothing is due now"),
                QStringLiteral("A lead shows up here when little of its time to be assigned is left.")};
    case LeadView::Unanswered:
        return {QStringLiteral("Every plumber has answered"),
                QStringLiteral("Assigned leads wait here until their plumber says yes.")};
    case LeadView::All:
        return {QStringLiteral("No leads yet"),
                QStringLiteral("Leads that your sources send appear here within seconds. You can enter the first one "
                               "yourself.")};
    case LeadView::Completed:
        break;
    }
    return {QStringLiteral("Nothing completed yet"),
            QStringLiteral("Leads come here when they are closed with a reason: select one and press C.")};
}

} // namespace pl::ui
