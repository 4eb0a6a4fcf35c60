#include "ui/help/firststeps.h"

namespace pl::ui {
namespace {

using StepState = FirstSteps::State;

StepState stateIf(bool done)
{
    return done ? StepState::Done : StepState::ToDo;
}

/// What the office's leads tell.
struct LeadFacts
{
    bool anyOfSource = false;
    bool any = false;
    bool anyAssigned = false;
};

/// `anySource`: there is one already, whatever the leads say.
LeadFacts lookAt(const QHash<QUuid, Lead> &leads, bool anySource)
{
    LeadFacts facts{.anyOfSource = anySource};
    for (const Lead &lead : leads) {
        facts.anyOfSource |= lead.sourceId.has_value();
        facts.any |= !lead.isTest;
        facts.anyAssigned |= !lead.isTest && lead.assignedPlumberId.has_value();
        if (facts.anyAssigned && facts.anyOfSource)
            break;
    }
    return facts;
}

} // namespace

FirstSteps FirstSteps::of(const Facts &facts)
{
    const LeadFacts leads = lookAt(facts.leads, facts.hasSource.value_or(false));
    const bool hasPlumber = std::any_of(facts.plumbers.begin(), facts.plumbers.end(), [](const Plumber &plumber) {
        return plumber.status != PlumberStatus::Removed;
    });
    FirstSteps steps;
    steps.states[std::size_t(FirstStep::Office)] =
        facts.officeName ? stateIf(!facts.officeName->trimmed().isEmpty()) : State::Unknown;
    steps.states[std::size_t(FirstStep::Plumbers)] = stateIf(hasPlumber);
    steps.states[std::size_t(FirstStep::Sources)] = leads.anyOfSource ? State::Done
                                                    : facts.hasSource ? stateIf(*facts.hasSource)
                                                                      : State::Unknown;
    steps.states[std::size_t(FirstStep::Lead)] = stateIf(leads.any);
    steps.states[std::size_t(FirstStep::Assign)] = stateIf(leads.anyAssigned);
    return steps;
}

} // namespace pl::ui
