#pragma once

#include "server/main/demo/demofiller.h"
#include "server/main/storecommand.h"

namespace pl {

/// demo-data --leads N: adds sample leads to the store, for trying out how it behaves with many.
class DemoDataCommand : public StoreCommand
{
    Q_OBJECT
public:
    void describe(QCommandLineParser &parser) const override;

protected:
    void run(const QStringList &arguments, const QCommandLineParser &parser) override;

private:
    std::unique_ptr<demo::DemoFiller> m_filler;
};

} // namespace pl
