#include "ui/words/words.h"

#include "models/domain/money.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace pl::ui {
namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(pl::ui::Words)
};

QString withNote(const QString &sentence, const std::optional<QString> &note)
{
    return note && !note->isEmpty() ? Words::tr("%1: %2").arg(sentence, *note) : sentence;
}

/// The history names the changed columns: "phone_number, zip_code".
QString changedFields(const std::optional<QString> &columns)
{
    if (!columns || columns->isEmpty())
        return Words::tr("the details");
    QStringList names;
    for (const QString &column : columns->split(QLatin1Char(',')))
        names += fieldText(column.trimmed());
    return names.join(QStringLiteral(", "));
}

/// Each of our phrases begins with a word of ours or a number.
QString capitalized(QString phrase)
{
    if (!phrase.isEmpty())
        phrase[0] = phrase[0].toUpper();
    return phrase;
}

} // namespace

QString fieldText(const QString &column)
{
    static const QHash<QString, const char *> names{
        {QStringLiteral("first_name"), QT_TRANSLATE_NOOP("pl::ui::Words", "first name")},
        {QStringLiteral("last_name"), QT_TRANSLATE_NOOP("pl::ui::Words", "last name")},
        {QStringLiteral("email"), QT_TRANSLATE_NOOP("pl::ui::Words", "e-mail address")},
        {QStringLiteral("phone_number"), QT_TRANSLATE_NOOP("pl::ui::Words", "phone number")},
        {QStringLiteral("phone_extension"), QT_TRANSLATE_NOOP("pl::ui::Words", "phone extension")},
        {QStringLiteral("has_real_phone"), QT_TRANSLATE_NOOP("pl::ui::Words", "whether the number is real")},
        {QStringLiteral("zip_code"), QT_TRANSLATE_NOOP("pl::ui::Words", "ZIP code")},
        {QStringLiteral("service_needed"), QT_TRANSLATE_NOOP("pl::ui::Words", "service")},
        {QStringLiteral("urgency"), QT_TRANSLATE_NOOP("pl::ui::Words", "urgency")},
        {QStringLiteral("description"), QT_TRANSLATE_NOOP("pl::ui::Words", "description")},
        {QStringLiteral("duplicate_of"), QT_TRANSLATE_NOOP("pl::ui::Words", "whether this is a duplicate")}};
    const char *name = names.value(column);
    return name ? Words::tr(name) : QString(column).replace(QLatin1Char('_'), QLatin1Char(' '));
}

QString actorName(const QString &actor, const QString &ownEmail)
{
    if (actor.compare(ownEmail, Qt::CaseInsensitive) == 0 && !ownEmail.isEmpty())
        return Words::tr("You");
    if (actor == QStringLiteral("server"))
        return Words::tr("The server");
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
    const QString plumber = plumberName.isEmpty() ? Words::tr("a plumber") : plumberName;
    switch (event.kind) {
    case LeadEventKind::Received:
        return event.actor.contains(QLatin1Char('@')) ? Words::tr("%1 entered this lead").arg(who)
                                                      : Words::tr("Received");
    case LeadEventKind::Assigned:
        return Words::tr("%1 assigned this to %2").arg(who, plumber);
    case LeadEventKind::Unassigned:
        if (event.isUnanswered())
            return Words::tr("%1 didn't answer in time").arg(plumber);
        return plumberName.isEmpty() ? Words::tr("%1 took the assignment back").arg(who)
                                     : Words::tr("%1 took this back from %2").arg(who, plumber);
    case LeadEventKind::Accepted:
        return Words::tr("%1 accepted").arg(plumber);
    case LeadEventKind::Declined:
        return withNote(Words::tr("%1 declined").arg(plumber), event.note);
    case LeadEventKind::Completed:
        return withNote(Words::tr("%1 completed this").arg(who), event.note);
    case LeadEventKind::Reopened:
        return Words::tr("%1 reopened this").arg(who);
    case LeadEventKind::Edited:
        return Words::tr("%1 changed %2").arg(who, changedFields(event.note));
    case LeadEventKind::Note:
        return Words::tr("%1: %2").arg(who, event.note.value_or(QString()));
    case LeadEventKind::Erased:
        return Words::tr("%1 erased the customer's data").arg(who);
    case LeadEventKind::Imported:
        return Words::tr("%1 imported this lead").arg(who);
    case LeadEventKind::Withdrawn:
        return Words::tr("%1 undid the import of this lead").arg(who);
    }
    return {};
}

QString distancePhrase(const Candidate &candidate)
{
    if (!candidate.miles)
        return Words::tr("distance unknown");
    const double miles = *candidate.miles;
    if (miles < 0.05 && !candidate.milesAreApproximate)
        return Words::tr("same ZIP code");
    // Beyond the radius by a little must not read as the radius itself.
    const bool beyond = candidate.exclusion == Exclusion::TooFar;
    const QString number = miles < 9.95 && !beyond ? QLocale().toString(miles, 'f', 1)
                                                   : numberText(qint64(beyond ? std::ceil(miles) : std::round(miles)));
    return candidate.milesAreApproximate ? Words::tr("about %1 miles").arg(number) : Words::tr("%1 miles").arg(number);
}

QString distanceText(const Candidate &candidate)
{
    return capitalized(distancePhrase(candidate));
}

QString candidateReasons(const Candidate &candidate)
{
    QStringList reasons{distanceText(candidate)};
    reasons += candidate.dailyLeadCap
                   ? Words::tr("%1 of %2 today").arg(candidate.leadsToday).arg(*candidate.dailyLeadCap)
                   : Words::tr("%1 today").arg(candidate.leadsToday);
    if (const AnswerRecord &answers = candidate.answers; answers.answered() > 0) {
        const auto seconds = answers.meanSecondsToAccept();
        const QString accepted = Words::tr("accepted %1 of %2").arg(answers.accepted).arg(answers.answered());
        reasons += seconds ? Words::tr("%1, in %2 on average").arg(accepted, spanText(*seconds)) : accepted;
    }
    if (!candidate.paymentReady)
        reasons += Words::tr("no card yet");
    return reasons.join(QStringLiteral(" \u00B7 "));
}

namespace {

QString shortDay(QDate day)
{
    return dayText(day, QDate::currentDate());
}

/// Within a week, so that its name tells the day.
QString offPhrase(const Candidate &candidate)
{
    if (!candidate.day)
        return Words::tr("has no working hours");
    return Words::tr("off until %1 %2", "Monday, and the time")
        .arg(QLocale().standaloneDayName(candidate.day->dayOfWeek()), timeText(candidate.time));
}

} // namespace

QString exclusionPhrase(const Candidate &candidate, const QString &service)
{
    switch (candidate.exclusion) {
    case Exclusion::None:
        return {};
    case Exclusion::ServiceUnknown:
        return Words::tr("the service is unknown");
    case Exclusion::CapReached:
        return Words::tr("daily cap of %1 reached").arg(candidate.dailyLeadCap.value_or(0));
    case Exclusion::WeekCapReached:
        return Words::tr("%1 of %2 leads this week").arg(candidate.leadsInPeriod).arg(candidate.periodCap.value_or(0));
    case Exclusion::MonthCapReached:
        return Words::tr("%1 of %2 leads this month").arg(candidate.leadsInPeriod).arg(candidate.periodCap.value_or(0));
    case Exclusion::OffHours:
        return offPhrase(candidate);
    case Exclusion::TooFar:
        return Words::tr("%1 away, radius %2").arg(distancePhrase(candidate)).arg(candidate.radiusMiles);
    case Exclusion::NoCard:
        return Words::tr("no card on file");
    case Exclusion::Refused:
        return Words::tr("had this lead and didn't take it");
    case Exclusion::Paused:
        return candidate.day ? Words::tr("paused until %1").arg(shortDay(*candidate.day)) : Words::tr("paused");
    case Exclusion::LicenseExpired:
        return candidate.day ? Words::tr("license expired on %1").arg(shortDay(*candidate.day))
                             : Words::tr("license expired");
    case Exclusion::InsuranceExpired:
        return candidate.day ? Words::tr("insurance expired on %1").arg(shortDay(*candidate.day))
                             : Words::tr("insurance expired");
    case Exclusion::ServiceNotOffered:
        return Words::tr("doesn't offer %1").arg(service);
    case Exclusion::Removed:
        return Words::tr("removed");
    }
    return {};
}

QString exclusionText(const Candidate &candidate, const QString &service)
{
    return capitalized(exclusionPhrase(candidate, service));
}

QString numberText(qint64 number)
{
    // The C locale would write no thousands separators.
    const QLocale locale;
    const bool isC = locale.language() == QLocale::C;
    return (isC ? QLocale(QLocale::English, QLocale::UnitedStates) : locale).toString(number);
}

QString moneyText(qint64 cents, const QString &currency)
{
    return pl::moneyText(Money{cents, currency});
}

QString leadsText(qint64 count)
{
    return Words::tr("%1 lead(s)", nullptr, int(count)).arg(numberText(count));
}

QString foundText(qint64 count)
{
    return count == 0 ? Words::tr("No leads found")
                      : Words::tr("%1 lead(s) found", nullptr, int(count)).arg(numberText(count));
}

QString plumbersText(qint64 count)
{
    return Words::tr("%1 plumber(s)", nullptr, int(count)).arg(numberText(count));
}

QString closedReasonText(ClosedReason reason)
{
    switch (reason) {
    case ClosedReason::Done:
        return Words::tr("Done");
    case ClosedReason::Invalid:
        return Words::tr("Invalid");
    case ClosedReason::Duplicate:
        return Words::tr("Duplicate");
    case ClosedReason::Lost:
        break;
    }
    return Words::tr("Lost");
}

QString closedReasonPhrase(ClosedReason reason)
{
    switch (reason) {
    case ClosedReason::Done:
        return Words::tr("done");
    case ClosedReason::Invalid:
        return Words::tr("invalid");
    case ClosedReason::Duplicate:
        return Words::tr("duplicate");
    case ClosedReason::Lost:
        break;
    }
    return Words::tr("lost");
}

QString attentionText(Attention attention)
{
    switch (attention) {
    case Attention::Nobody:
        return Words::tr("Nobody can take it");
    case Attention::Unanswered:
        return Words::tr("No answer in time");
    case Attention::Declined:
        return Words::tr("Declined");
    case Attention::Returned:
        break;
    }
    return Words::tr("Taken back");
}

QString urgencyText(Urgency urgency)
{
    switch (urgency) {
    case Urgency::Day:
        return Words::tr("Today");
    case Urgency::Week:
        return Words::tr("This week");
    case Urgency::Month:
        break;
    }
    return Words::tr("This month");
}

QString statusText(LeadStatus status)
{
    switch (status) {
    case LeadStatus::New:
        return Words::tr("New");
    case LeadStatus::Assigned:
        return Words::tr("Assigned");
    case LeadStatus::Completed:
        break;
    }
    return Words::tr("Completed");
}

} // namespace pl::ui
