#include "ui/words/words.h"

#include <QCoreApplication>

// The reasons for an assignment, in words.

namespace pl::ui {
namespace {

struct DecisionWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::ui::DecisionWords)
};

/// "3 too far away", for "Left out: …".
QString excludedText(Exclusion exclusion, int count)
{
    const QString number = numberText(count);
    switch (exclusion) {
    case Exclusion::ServiceUnknown:
        return DecisionWords::tr("%1 because the service is unknown", nullptr, count).arg(number);
    case Exclusion::CapReached:
        return DecisionWords::tr("%1 at their daily cap", nullptr, count).arg(number);
    case Exclusion::WeekCapReached:
        return DecisionWords::tr("%1 at their weekly cap", nullptr, count).arg(number);
    case Exclusion::MonthCapReached:
        return DecisionWords::tr("%1 at their monthly cap", nullptr, count).arg(number);
    case Exclusion::OffHours:
        return DecisionWords::tr("%1 off work", nullptr, count).arg(number);
    case Exclusion::TooFar:
        return DecisionWords::tr("%1 too far away", nullptr, count).arg(number);
    case Exclusion::NoCard:
        return DecisionWords::tr("%1 without a card on file", nullptr, count).arg(number);
    case Exclusion::Refused:
        return DecisionWords::tr("%1 who had it before", nullptr, count).arg(number);
    case Exclusion::Paused:
        return DecisionWords::tr("%1 paused", nullptr, count).arg(number);
    case Exclusion::LicenseExpired:
        return DecisionWords::tr("%1 with an expired license", nullptr, count).arg(number);
    case Exclusion::InsuranceExpired:
        return DecisionWords::tr("%1 with expired insurance", nullptr, count).arg(number);
    case Exclusion::ServiceNotOffered:
        return DecisionWords::tr("%1 without this service", nullptr, count).arg(number);
    case Exclusion::None:
    case Exclusion::Removed:
        break;
    }
    return number;
}

QString chosenText(const RankingDecision &decision, const QString &service)
{
    if (decision.rank == 0)
        return DecisionWords::tr("Chosen against the rules: %1.").arg(exclusionPhrase(decision.chosen, service));
    const QString reasons = candidateReasons(decision.chosen);
    const QString eligible = numberText(decision.eligible);
    return decision.rank == 1 ? DecisionWords::tr("The best of %1 who could take it: %2.").arg(eligible, reasons)
                              : DecisionWords::tr("Number %1 of %2 who could take it: %3.")
                                    .arg(numberText(decision.rank), eligible, reasons);
}

QStringList othersOf(const RankingDecision &decision, const std::function<QString(const QUuid &)> &nameOf)
{
    QStringList others;
    for (const Candidate &candidate : decision.best) {
        const QString name = nameOf(candidate.plumberId);
        if (candidate.plumberId != decision.chosen.plumberId && !name.isEmpty())
            others += DecisionWords::tr("%1 (%2)", "name and distance").arg(name, distancePhrase(candidate));
    }
    return others;
}

} // namespace

QString decisionText(const RankingDecision &decision, const QString &service,
                     const std::function<QString(const QUuid &)> &nameOf)
{
    const QString comma = QStringLiteral(", ");
    QStringList lines{chosenText(decision, service)};
    if (const QStringList others = othersOf(decision, nameOf); !others.isEmpty())
        lines += DecisionWords::tr("Also considered: %1.").arg(others.join(comma));
    QStringList excluded;
    for (auto it = decision.excluded.begin(); it != decision.excluded.end(); ++it)
        excluded += excludedText(it.key(), it.value());
    if (!excluded.isEmpty())
        lines += DecisionWords::tr("Left out: %1.").arg(excluded.join(comma));
    const RankingWeights &w = decision.weights;
    lines += DecisionWords::tr("Weights: distance %1, load %2, acceptance %3, speed %4, waiting %5.")
                 .arg(w.distance)
                 .arg(w.load)
                 .arg(w.accepted)
                 .arg(w.speed)
                 .arg(w.waiting);
    return lines.join(QLatin1Char('\n'));
}

} // namespace pl::ui
