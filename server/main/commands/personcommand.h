#pragma once

#include "server/customer/personfinder.h"
#include "server/customer/personsearch.h"
#include "server/main/commands/personoptions.h"
#include "server/main/commands/storecommand.h"

namespace pl {

/// `person`: everything that is kept about somebody, also beside a running server; `person give`: the same for the
/// person. Each look stands in the activity.
class PersonCommand : public StoreCommand
{
    Q_OBJECT
public:
    void describe(CLI::App &app) override;

protected:
    void run() override;

private:
    void search();
    void choose(const QList<customer::PossiblePerson> &people);
    void find(const CustomerKey &person);
    void print(const customer::PersonFile &file);
    void give(const customer::PersonFile &file);
    void note(const char *kind, const customer::PersonFile &file, const QByteArray &output);

    PersonOptions m_who;
    bool m_gives = false;
    bool m_asJson = false;
};

/// Where the journal in a data folder is read beside its server; null if there is none.
Result<customer::OpenEntries> journalIn(const DataDir &dataDir);

} // namespace pl
