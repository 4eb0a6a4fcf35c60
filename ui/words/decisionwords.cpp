#include "ui/words/words.h"

// The reasons of an assignment, in words.

namespace pl::ui {
namespace {

/// "3 too far", for "Left out: …".
QString excludedText(Exclusion exclusion, int count)
{
    const char *what = "";
    switch (exclusion) {
    case Exclusion::CapReached:
        what = "at the cap";
        break;
    case Exclusion::TooFar:
        what = "too far away";
        break;
    case Exclusion::NoCard:
        what = "without a card on file";
        break;
    case Exclusion::Refused:
        what = "who had it before";
        break;
    case Exclusion::Paused:
        what = "paused";
        break;
    case Exclusion::ServiceNotOffered:
        what = "without this service";
        break;
    case Exclusion::None:
    case Exclusion::Removed:
        break;
    }
    return QStringLiteral("%1 %2").arg(numberText(count), QLatin1StringView(what));
}

QString chosenText(const RankingDecision &decision, const QString &service)
{
    if (decision.rank == 0)
        return QStringLiteral("Chosen against the rules: %1.").arg(exclusionText(decision.chosen, service).toLower());
    const QString place =
        decision.rank == 1 ? QStringLiteral("The best") : QStringLiteral("Number %1").arg(decision.rank);
    return QStringLiteral("%1 of %2 who could take it: %3.")
        .arg(place, numberText(decision.eligible), candidateReasons(decision.chosen));
}

QStringList othersOf(const RankingDecision &decision, const std::function<QString(const QUuid &)> &nameOf)
{
    QStringList others;
    for (const Candidate &candidate : decision.best) {
        const QString name = nameOf(candidate.plumberId);
        if (candidate.plumberId != decision.chosen.plumberId && !name.isEmpty())
            others += QStringLiteral("%1 (%2)").arg(name, distanceText(candidate).toLower());
    }
    return others;
}

} // namespace

QString decisionText(const RankingDecision &decision, const QString &service,
                     const std::function<QString(const QUuid &)> &nameOf)
{
    QStringList lines{chosenText(decision, service)};
    if (const QStringList others = othersOf(decision, nameOf); !others.isEmpty())
        lines += QStringLiteral("Also considered: %1.").arg(others.join(QStringLiteral(", ")));
    QStringList excluded;
    for (auto it = decision.excluded.begin(); it != decision.excluded.end(); ++it)
        excluded += excludedText(it.key(), it.value());
    if (!excluded.isEmpty())
        lines += QStringLiteral("Left out: %1.").arg(excluded.join(QStringLiteral(", ")));
    const RankingWeights &w = decision.weights;
    lines += QStringLiteral("Weights: distance %1, load %2, says yes %3, answers fast %4, has waited %5.")
                 .arg(w.distance)
                 .arg(w.load)
                 .arg(w.accepted)
                 .arg(w.speed)
                 .arg(w.waiting);
    return lines.join(QLatin1Char('\n'));
}

} // namespace pl::ui
