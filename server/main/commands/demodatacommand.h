#pragma once

#include "server/main/commands/storecommand.h"
#include "server/main/demo/bulkfiller.h"
#include "server/main/demo/demofiller.h"

namespace pl {

/// demo-data --leads N: adds sample leads to the store, for trying out how it behaves with many. In steps; standard
/// error shows how far it is.
class DemoDataCommand : public StoreCommand
{
    Q_OBJECT
public:
    void describe(QCommandLineParser &parser) const override;

protected:
    void run(const QStringList &arguments, const QCommandLineParser &parser) override;

private:
    void addStep();
    void finish(const Result<> &outcome);

    std::unique_ptr<demo::DemoFiller> m_filler;
    std::unique_ptr<demo::BulkFiller> m_bulk; // of an embedded store
    int m_leads = 0;
};

} // namespace pl
