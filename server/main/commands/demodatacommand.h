#pragma once

#include "server/main/commands/storecommand.h"
#include "server/main/demo/bulkfiller.h"
#include "server/main/demo/demofiller.h"

namespace pl {

/// `demo-data --leads N`: adds sample leads to the store, to try out how it behaves with many. Works in steps and
/// reports progress on standard error. With `--seed`, an embedded store gets the same people and jobs each time; their
/// times count back from now.
class DemoDataCommand : public StoreCommand
{
    Q_OBJECT
public:
    void describe(CLI::App &app) override;

protected:
    void run() override;

private:
    void addStep();
    void finish(const Result<> &outcome);

    std::unique_ptr<demo::DemoFiller> m_filler;
    std::unique_ptr<demo::BulkFiller> m_bulk; // of an embedded store
    std::optional<int> m_leads;
    std::optional<int> m_seed;
};

} // namespace pl
