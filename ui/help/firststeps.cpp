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
LeadFacts lookAt(const columns::LeadColumns &leads, bool anySource)
{
    LeadFacts facts{.anyOfSource = anySource};
    for (columns::Row row = 0; row < leads.rows() && !(facts.anyAssigned && facts.anyOfSource); ++row) {
        if (!leads.live().test(row))
            continue;
        const bool isTest = leads.state(row).isTest();
        facts.anyOfSource |= leads.sourceCode(row) != 0;
        facts.any |= !isTest;
        facts.anyAssigned |= !isTest && leads.plumberCode(row) != 0;
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
