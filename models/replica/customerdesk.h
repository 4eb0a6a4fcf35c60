#pragma once

#include "models/replica/customerread.h"
#include "models/replica/donotcontactbook.h"
#include "models/replica/erasingcounts.h"
#include "models/replica/officereplica.h"
#include "models/replica/serverdesk.h"

#include <functional>

namespace pl::replica {

/// The remoteCode of an error: not all leads are in the window yet.
inline constexpr auto kStillLoading = QLatin1StringView("still_loading");

/// What the office does about one person: reads the file, enters and takes back what the person said no to, and, for
/// admins, asks the server to erase. Lives on the GUI thread; every call finishes exactly once.
class CustomerDesk : public QObject
{
    Q_OBJECT

public:
    /// All must outlive the desk; `server` is null for staff. `user` is the e-mail address of whoever is signed in.
    CustomerDesk(supabase::RestClient &client, OfficeReplica &replica, DoNotContactBook &book, ServerDesk *server,
                 const QString &user, QObject *parent = nullptr);

    /// Payments are read for admins alone. Unavailable, with kStillLoading, until the window has all leads: a file with
    /// a hole would look whole. `progressed` gets how many of CustomerRead::kSteps are done, as long as
    /// `watcher` lives.
    QFuture<Result<CustomerRecords>> read(const CustomerKey &key, QObject *watcher,
                                          const std::function<void(int steps)> &progressed);

    /// The same contact and channel again changes nothing.
    QFuture<Result<>> forbid(const QList<ContactRefusal> &wishes);
    /// Only what the office has entered, and only admins: Outdated when nothing was taken back. `note` becomes a note
    /// of the lead, if there is one.
    QFuture<Result<>> allow(const ContactRefusal &row, const QString &note, const std::optional<QUuid> &leadId);

    /// What the server's journal and what waits to be sorted hold of the person. Admins alone, like the next ones.
    QFuture<Result<WaitingCounts>> waiting(const CustomerKey &key);
    /// What erasing would take.
    QFuture<Result<ErasingCounts>> previewErasing(const CustomerKey &key);
    /// Erases for good.
    QFuture<Result<ErasingCounts>> erase(const CustomerKey &key);

    DoNotContactBook &book() { return m_book; }
    bool isAdmin() const { return m_server != nullptr; }

private:
    template <class T>
    QFuture<Result<T>> ask(ServerRequestKind kind, const CustomerKey &key);
    void addNote(const QUuid &leadId, const QString &note);

    supabase::RestClient &m_client;
    OfficeReplica &m_replica;
    DoNotContactBook &m_book;
    ServerDesk *m_server;
    const QString m_user;
};

} // namespace pl::replica
