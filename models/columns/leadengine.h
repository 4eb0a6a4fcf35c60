#pragma once

#include "models/columns/leadorders.h"
#include "models/columns/leadtally.h"
#include "models/columns/viewtally.h"

namespace pl::columns {

/// An office's leads with everything that is kept with them. At home in memory of its own, so that what watches the
/// columns stays where it is.
struct LeadEngine
{
    using Whole = Lead;

    LeadColumns columns;
    LeadOrders orders{columns};
    LeadTally tally{columns};
    ViewTally views{columns};

    /// As upsert() of the columns.
    bool put(const Lead &lead) { return columns.upsert(lead); }
};

/// Makes an engine on a worker thread, slice by slice, while another thread still shows the first page. Uses nothing
/// that threads share, and belongs to one thread at a time.
///
/// Changes that come meanwhile are kept by the other thread and put into the engine after it was handed over, with
/// upsert(), which ignores what is older.
class LeadEngineBuilder
{
public:
    /// `leads`: about how many there will be; 0 if nobody knows.
    explicit LeadEngineBuilder(std::size_t leads = 0);

    /// Texts need to live for the call only. Between two slices the caller can stop.
    void add(const LeadRow &lead) { m_engine->columns.upsert(lead); }
    std::size_t size() const { return m_engine->columns.size(); }
    /// Searches and sorts by numbers and by names from dictionaries are as fast without the orders by text, which take
    /// as long as all the rest. Then the engine is the caller's, and the builder empty.
    enum class Orders { Newest, AllTexts };
    std::unique_ptr<LeadEngine> finish(Orders orders = Orders::AllTexts);

private:
    std::unique_ptr<LeadEngine> m_engine;
};

} // namespace pl::columns
