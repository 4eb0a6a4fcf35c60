#pragma once

#include "models/domain/serverrequest.h"
#include "server/customer/erasecall.h"
#include "server/main/commands/personoptions.h"
#include "server/main/commands/storecommand.h"

#include <QTimer>

namespace pl {

/// `erase`: takes a person out of the store, the journal and the data folder. Shows what will go and what stays, and
/// wants the number or address typed once more. Beside a running server, that server does it: the journal is its own.
class EraseCommand : public StoreCommand
{
    Q_OBJECT
public:
    void describe(CLI::App &app) override;

protected:
    void run() override;

private:
    using Mode = customer::EraseCall::Mode;
    using Next = std::function<void(const customer::EraseCounts &)>;
    Result<> takeFolder();
    void work(Mode mode, const Next &next);
    void ask(Mode mode, const Next &next);
    void waitFor(const QUuid &request, const Next &next);
    void onRequest(const nlohmann::json &rows, const QUuid &request, const Next &next);
    void confirm(const customer::EraseCounts &counts);
    bool isConfirmed() const;
    void report(const customer::EraseCounts &counts);

    PersonOptions m_who;
    CustomerKey m_person;
    bool m_isSure = false;
    bool m_asJson = false;
    std::unique_ptr<journal::FileLock> m_lock; ///< null: a server has the folder
    std::unique_ptr<journal::Journal> m_journal;
    int m_polls = 0;
};

} // namespace pl
