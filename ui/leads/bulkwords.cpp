#include "ui/leads/bulkwords.h"

#include "ui/words/leadwords.h"
#include "ui/words/words.h"

#include <QCoreApplication>

namespace pl::ui {
namespace {

using replica::PlannedLead;

struct BulkWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::ui::BulkWords)
};

QString milesWords(const Candidate &candidate)
{
    if (!candidate.miles)
        return BulkWords::tr("distance unknown");
    const QLocale locale;
    return BulkWords::tr("%1 mi").arg(locale.toString(*candidate.miles, 'f', *candidate.miles < 10 ? 1 : 0));
}

/// Why nobody gets it, for the middle of a sentence.
QString whyNobody(const PlannedLead &row)
{
    const QString service = serviceText(row.lead.serviceNeeded);
    switch (row.why) {
    case Exclusion::None:
    case Exclusion::Removed:
        return BulkWords::tr("there are no plumbers");
    case Exclusion::ServiceUnknown:
        return BulkWords::tr("its service is unknown");
    case Exclusion::CapReached:
        return BulkWords::tr("everybody who could take it has reached their daily cap");
    case Exclusion::WeekCapReached:
        return BulkWords::tr("everybody who could take it has reached their weekly cap");
    case Exclusion::MonthCapReached:
        return BulkWords::tr("everybody who could take it has reached their monthly cap");
    case Exclusion::OffHours:
        return BulkWords::tr("nobody who could take it works right now");
    case Exclusion::TooFar:
        return BulkWords::tr("nobody within reach offers %1").arg(service);
    case Exclusion::NoCard:
        return BulkWords::tr("nobody who offers %1 has a card on file").arg(service);
    case Exclusion::Refused:
        return BulkWords::tr("everybody who could take it has turned it down");
    case Exclusion::Paused:
        return BulkWords::tr("everybody who offers %1 is paused").arg(service);
    case Exclusion::LicenseExpired:
        return BulkWords::tr("nobody who offers %1 has a valid license").arg(service);
    case Exclusion::InsuranceExpired:
        return BulkWords::tr("nobody who offers %1 has valid insurance").arg(service);
    case Exclusion::ServiceNotOffered:
        break;
    }
    return BulkWords::tr("nobody offers %1").arg(service);
}

QString oneStaysText(const PlannedLead &row)
{
    const QString name = leadName(row.lead);
    switch (row.stay) {
    case PlannedLead::Stay::HasPlumber:
        return BulkWords::tr("%1 stays with its plumber.").arg(name);
    case PlannedLead::Stay::NotForSale:
        return BulkWords::tr("%1 asked that their leads are not sold.", "a customer").arg(name);
    case PlannedLead::Stay::Completed:
        return BulkWords::tr("%1 is completed.").arg(name);
    case PlannedLead::Stay::Erased:
        return BulkWords::tr("The data of one customer was erased.");
    case PlannedLead::Stay::Expired:
        return BulkWords::tr("%1 stays as it is: %2.").arg(name, exclusionPhrase(row.candidate, {}));
    case PlannedLead::Stay::No:
    case PlannedLead::Stay::Nobody:
        break;
    }
    return BulkWords::tr("%1 stays in To assign: %2.").arg(name, whyNobody(row));
}

} // namespace

QString bulkRunningTitle(BulkKind kind, int leads)
{
    switch (kind) {
    case BulkKind::Assign:
        return BulkWords::tr("Assigning %n lead(s)", nullptr, leads);
    case BulkKind::Unassign:
        return BulkWords::tr("Unassigning %n lead(s)", nullptr, leads);
    case BulkKind::Complete:
        return BulkWords::tr("Completing %n lead(s)", nullptr, leads);
    case BulkKind::Duplicate:
        return BulkWords::tr("Marking %n lead(s)", nullptr, leads);
    case BulkKind::Note:
        return BulkWords::tr("Adding a note to %n lead(s)", nullptr, leads);
    case BulkKind::Undo:
        break;
    }
    return BulkWords::tr("Undoing changes to %n lead(s)", nullptr, leads);
}

QString bulkDoneText(BulkKind kind, int leads)
{
    switch (kind) {
    case BulkKind::Assign:
        return BulkWords::tr("%n lead(s) assigned", nullptr, leads);
    case BulkKind::Unassign:
        return BulkWords::tr("%n lead(s) unassigned", nullptr, leads);
    case BulkKind::Complete:
        return BulkWords::tr("%n lead(s) completed", nullptr, leads);
    case BulkKind::Duplicate:
        return BulkWords::tr("%n lead(s) marked as duplicates", nullptr, leads);
    case BulkKind::Note:
        return BulkWords::tr("Note added to %n lead(s)", nullptr, leads);
    case BulkKind::Undo:
        break;
    }
    return BulkWords::tr("%n lead(s) undone", nullptr, leads);
}

QString bulkNotDoneText(BulkKind kind, int leads)
{
    switch (kind) {
    case BulkKind::Assign:
        return BulkWords::tr("Not assigned: %n lead(s)", nullptr, leads);
    case BulkKind::Unassign:
        return BulkWords::tr("Not unassigned: %n lead(s)", nullptr, leads);
    case BulkKind::Complete:
        return BulkWords::tr("Not completed: %n lead(s)", nullptr, leads);
    case BulkKind::Duplicate:
        return BulkWords::tr("Not marked: %n lead(s)", nullptr, leads);
    case BulkKind::Note:
        return BulkWords::tr("No note added to %n lead(s)", nullptr, leads);
    case BulkKind::Undo:
        break;
    }
    return BulkWords::tr("Not undone: %n lead(s)", nullptr, leads);
}

QString bulkUndoText(BulkKind kind, int leads)
{
    switch (kind) {
    case BulkKind::Assign:
        return BulkWords::tr("assign %n lead(s)", nullptr, leads);
    case BulkKind::Unassign:
        return BulkWords::tr("unassign %n lead(s)", nullptr, leads);
    case BulkKind::Complete:
        return BulkWords::tr("complete %n lead(s)", nullptr, leads);
    case BulkKind::Duplicate:
        return BulkWords::tr("mark %n lead(s) as duplicates", nullptr, leads);
    case BulkKind::Note:
    case BulkKind::Undo:
        break;
    }
    return {};
}

QString planReason(const PlannedLead &row, const QString &currentPlumber)
{
    switch (row.stay) {
    case PlannedLead::Stay::Nobody:
        return BulkWords::tr("nobody");
    case PlannedLead::Stay::Expired:
        return exclusionPhrase(row.candidate, row.lead.serviceNeeded);
    case PlannedLead::Stay::HasPlumber:
        return currentPlumber.isEmpty() ? BulkWords::tr("assigned") : BulkWords::tr("with %1").arg(currentPlumber);
    case PlannedLead::Stay::NotForSale:
        return BulkWords::tr("do not sell");
    case PlannedLead::Stay::Completed:
        return BulkWords::tr("completed");
    case PlannedLead::Stay::Erased:
        return BulkWords::tr("erased");
    case PlannedLead::Stay::No:
        break;
    }
    const Candidate &candidate = row.candidate;
    if (!candidate.eligible())
        return exclusionPhrase(candidate, row.lead.serviceNeeded);
    const QString miles = milesWords(candidate);
    return candidate.dailyLeadCap ? BulkWords::tr("%1 \u00B7 %2 of %3", "distance, and the place in a daily cap")
                                        .arg(miles)
                                        .arg(candidate.leadsToday + 1)
                                        .arg(*candidate.dailyLeadCap)
                                  : miles;
}

QString planExplanation(const PlannedLead &row)
{
    if (!row.goes())
        return oneStaysText(row);
    return row.candidate.eligible() ? candidateReasons(row.candidate)
                                    : exclusionText(row.candidate, row.lead.serviceNeeded);
}

QString staysText(const QList<PlannedLead> &rows)
{
    QMap<PlannedLead::Stay, int> counts;
    const PlannedLead *last = nullptr;
    for (const PlannedLead &row : rows) {
        if (row.goes())
            continue;
        ++counts[row.stay];
        last = &row;
    }
    if (!last)
        return {};
    if (counts.size() == 1 && counts.first() == 1)
        return oneStaysText(*last);
    QStringList sentences;
    if (const int nobody = counts.value(PlannedLead::Stay::Nobody); nobody > 0)
        sentences += BulkWords::tr("%n lead(s) stay in To assign: nobody can take them.", nullptr, nobody);
    if (const int expired = counts.value(PlannedLead::Stay::Expired); expired > 0)
        sentences += BulkWords::tr("%n lead(s) stay as they are: the plumber's papers have expired.", nullptr, expired);
    if (const int assigned = counts.value(PlannedLead::Stay::HasPlumber); assigned > 0)
        sentences += BulkWords::tr("%n lead(s) stay with their plumber.", nullptr, assigned);
    if (const int notForSale = counts.value(PlannedLead::Stay::NotForSale); notForSale > 0)
        sentences += BulkWords::tr("%n lead(s) can't be assigned: their customers asked that they are not sold.",
                                   nullptr, notForSale);
    if (const int closed = counts.value(PlannedLead::Stay::Completed) + counts.value(PlannedLead::Stay::Erased);
        closed > 0)
        sentences += BulkWords::tr("%n lead(s) stay completed.", nullptr, closed);
    return sentences.join(u' ');
}

} // namespace pl::ui
