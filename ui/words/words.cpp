#include "ui/words/words.h"

#include "models/domain/money.h"

#include <QLocale>

#include <cmath>

namespace pl::ui {
namespace {

QString withNote(const QString &sentence, const std::optional<QString> &note)
{
    return note && !note->isEmpty() ? sentence + QStringLiteral(": ") + *note : sentence;
}

/// The history names the changed columns: "phone_number, zip_code".
QString changedFields(const std::optional<QString> &columns)
{
    return columns && !columns->isEmpty() ? QString(*columns).replace(QLatin1Char('_'), QLatin1Char(' '))
                                          : QStringLiteral("the details");
}

} // namespace

QString actorName(const QString &actor, const QString &ownEmail)
{
    if (actor.compare(ownEmail, Qt::CaseInsensitive) == 0 && !ownEmail.isEmpty())
        return QStringLiteral("You");
    if (actor == QStringLiteral("server"))
        return QStringLiteral("The server");
    const qsizetype at = actor.indexOf(QLatin1Char('@'));
    if (at <= 0)
        return actor;
    QString name = actor.left(at);
    name = name.section(QLatin1Char('.'), 0, 0).section(QLatin1Char('+'), 0, 0);
    if (name.isEmpty())
        return actor;
    name[0] = name[0].toUpper();
    return name;
}

QString eventSentence(const LeadEvent &event, const QString &plumberName, const QString &ownEmail)
{
    const QString who = actorName(event.actor, ownEmail);
    const QString plumber = plumberName.isEmpty() ? QStringLiteral("a plumber") : plumberName;
    switch (event.kind) {
    case LeadEventKind::Received:
        return event.actor.contains(QLatin1Char('@')) ? QStringLiteral("%1 entered this lead").arg(who)
                                                      : QStringLiteral("Received");
    case LeadEventKind::Assigned:
        return QStringLiteral("%1 assigned this to %2").arg(who, plumber);
    case LeadEventKind::Unassigned:
        if (event.isUnanswered())
            return QStringLiteral("%1 did not answer in time").arg(plumber);
        return plumberName.isEmpty() ? QStringLiteral("%1 took the assignment back").arg(who)
                                     : QStringLiteral("%1 took this back from %2").arg(who, plumber);
    case LeadEventKind::Accepted:
        return QStringLiteral("%1 accepted").arg(plumber);
    case LeadEventKind::Declined:
        return withNote(QStringLiteral("%1 declined").arg(plumber), event.note);
    case LeadEventKind::Completed:
        return withNote(QStringLiteral("%1 completed this").arg(who), event.note);
    case LeadEventKind::Reopened:
        return QStringLiteral("%1 opened this again").arg(who);
    case LeadEventKind::Edited:
        return QStringLiteral("%1 changed %2").arg(who, changedFields(event.note));
    case LeadEventKind::Note:
        return QStringLiteral("%1: %2").arg(who, event.note.value_or(QString()));
    case LeadEventKind::Erased:
        return QStringLiteral("%1 erased the customer's data").arg(who);
    }
    return {};
}

QString distanceText(const Candidate &candidate)
{
    if (!candidate.miles)
        return QStringLiteral("Distance unknown");
    const double miles = *candidate.miles;
    if (miles < 0.05 && !candidate.milesAreApproximate)
        return QStringLiteral("Same ZIP");
    // Beyond the radius by a little must not read as the radius itself.
    const bool beyond = candidate.exclusion == Exclusion::TooFar;
    const QString number = miles < 9.95 && !beyond ? QString::number(miles, 'f', 1)
                                                   : numberText(qint64(beyond ? std::ceil(miles) : std::round(miles)));
    return candidate.milesAreApproximate ? QStringLiteral("about %1 miles").arg(number)
                                         : QStringLiteral("%1 miles").arg(number);
}

QString candidateReasons(const Candidate &candidate)
{
    QStringList reasons{distanceText(candidate)};
    reasons += candidate.dailyLeadCap
                   ? QStringLiteral("%1 of %2 today").arg(candidate.leadsToday).arg(*candidate.dailyLeadCap)
                   : QStringLiteral("%1 today").arg(candidate.leadsToday);
    if (const AnswerRecord &answers = candidate.answers; answers.answered() > 0) {
        const auto seconds = answers.meanSecondsToAccept();
        const QString took = QStringLiteral("took %1 of %2").arg(answers.accepted).arg(answers.answered());
        reasons += seconds ? QStringLiteral("%1, within %2").arg(took, spanText(*seconds)) : took;
    }
    if (!candidate.paymentReady)
        reasons += QStringLiteral("no card yet");
    return reasons.join(QStringLiteral(" \u00B7 "));
}

QString exclusionText(const Candidate &candidate, const QString &service)
{
    switch (candidate.exclusion) {
    case Exclusion::None:
        return {};
    case Exclusion::CapReached:
        return QStringLiteral("Cap of %1 reached").arg(candidate.dailyLeadCap.value_or(0));
    case Exclusion::TooFar:
        return QStringLiteral("%1 away, radius %2").arg(distanceText(candidate)).arg(candidate.radiusMiles);
    case Exclusion::NoCard:
        return QStringLiteral("No card on file");
    case Exclusion::Refused:
        return QStringLiteral("Had this lead and did not take it");
    case Exclusion::Paused:
        return QStringLiteral("Paused");
    case Exclusion::ServiceNotOffered:
        return QStringLiteral("Doesn't offer %1").arg(service);
    case Exclusion::Removed:
        return QStringLiteral("Removed");
    }
    return {};
}

QString numberText(qint64 number)
{
    // Prices and phone numbers are American; the C locale would write no thousands separators.
    return QLocale(QLocale::English, QLocale::UnitedStates).toString(number);
}

QString moneyText(qint64 cents, const QString &currency)
{
    return pl::moneyText(Money{cents, currency});
}

QString countText(qint64 count, const QString &one, const QString &many)
{
    return QStringLiteral("%1 %2").arg(numberText(count), count == 1 ? one : many);
}

QString closedReasonText(ClosedReason reason)
{
    switch (reason) {
    case ClosedReason::Done:
        return QStringLiteral("Done");
    case ClosedReason::Invalid:
        return QStringLiteral("Invalid");
    case ClosedReason::Duplicate:
        return QStringLiteral("Duplicate");
    case ClosedReason::Lost:
        break;
    }
    return QStringLiteral("Lost");
}

QString attentionText(Attention attention)
{
    switch (attention) {
    case Attention::Nobody:
        return QStringLiteral("Nobody can take it");
    case Attention::Unanswered:
        return QStringLiteral("No answer in time");
    case Attention::Declined:
        return QStringLiteral("Declined");
    case Attention::Returned:
        break;
    }
    return QStringLiteral("Taken back");
}

QString urgencyText(Urgency urgency)
{
    switch (urgency) {
    case Urgency::Day:
        return QStringLiteral("Today");
    case Urgency::Week:
        return QStringLiteral("This week");
    case Urgency::Month:
        break;
    }
    return QStringLiteral("This month");
}

QString statusText(LeadStatus status)
{
    switch (status) {
    case LeadStatus::New:
        return QStringLiteral("New");
    case LeadStatus::Assigned:
        return QStringLiteral("Assigned");
    case LeadStatus::Completed:
        break;
    }
    return QStringLiteral("Completed");
}

} // namespace pl::ui
