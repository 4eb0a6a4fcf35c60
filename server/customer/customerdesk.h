#pragma once

#include "models/domain/serverrequest.h"
#include "models/supabase/useradmin.h"
#include "server/customer/erasecall.h"

namespace pl::customer {

/// What the desk works with. All references must outlive it.
struct CustomerTools
{
    EraseTools erasing;
    supabase::UserAdmin &users;
    QString server; ///< this machine's name
};

/// Does what an admin asks about customers: FindPerson, PreviewErasing, ErasePerson and CheckHistory. Whoever asks must
/// still be an active admin; a request without a name is the operator's, who has the service key. Erasing writes a line
/// of activity with counts and nobody's data. Lives on one thread.
class CustomerDesk : public QObject
{
    Q_OBJECT
public:
    explicit CustomerDesk(CustomerTools tools, QObject *parent = nullptr);

    static bool isAboutCustomers(ServerRequestKind kind);
    /// The request names a person: its data are emptied as soon as it is over.
    static bool namesAPerson(ServerRequestKind kind);
    /// Doing it again after a crash does what was left, and harms nothing.
    static bool isRepeatable(ServerRequestKind kind) { return isAboutCustomers(kind); }
    /// The answer for the window. An InvalidInput is a refusal, with a sentence for people.
    QFuture<Result<nlohmann::json>> answer(const ServerRequest &request);

private:
    const CustomerTools m_tools;
};

} // namespace pl::customer
