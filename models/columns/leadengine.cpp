#include "models/columns/leadengine.h"

#include "models/columns/sparememory.h"

namespace pl::columns {

LeadEngineBuilder::LeadEngineBuilder(std::size_t leads) : m_engine(std::make_unique<LeadEngine>())
{
    m_engine->columns.reserve(leads + leads / 16); // for those that come later, too
}

std::unique_ptr<LeadEngine> LeadEngineBuilder::finish(Orders orders)
{
    orders == Orders::AllTexts ? m_engine->orders.prepare() : m_engine->orders.prepareNewest();
    m_engine->tally.counts({});
    giveBackMemory(); // sorting a million texts takes 40 MB
    return std::move(m_engine);
}

} // namespace pl::columns
