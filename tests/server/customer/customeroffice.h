#pragma once

#include "models/supabase/useradmin.h"
#include "server/customer/erasecall.h"
#include "server/embedded/embeddedsupabase.h"
#include "server/embedded/inprocesstransport.h"
#include "tests/support/waiting.h"

#include <QTemporaryDir>

namespace pl::test {

/// An office with the embedded store, a journal and a data folder of its own, as the server's room for customers has
/// them. ada@ is an admin and sam@ is staff. The clock of the tools stands until it is moved; the store's own runs.
class CustomerOffice
{
public:
    using json = nlohmann::json;
    static inline const QString kAda = QStringLiteral("ada@office.test");
    static inline const QString kSam = QStringLiteral("sam@office.test");
    static inline const CustomerKey kMaria{QStringLiteral("+15125550143"), QStringLiteral("maria@example.com")};

    CustomerOffice();

    /// As the service role; fails the test's program when the store refuses it.
    json add(const QByteArray &table, const json &row);
    json rows(const QByteArray &table, const QByteArray &columns = "*");
    json row(const QByteArray &table, const QUuid &id);
    bool change(const QByteArray &table, const QUuid &id, const json &changes);
    /// A lead of Maria's; further columns win.
    QUuid addLead(const json &columns = json::object());
    QUuid addPlumber();
    QUuid addItem(const QByteArray &body, const char *status = "waiting", const json &columns = json::object());
    /// An event that waits in the journal.
    void addEntry(const QByteArray &kind, const QByteArray &key, const QByteArray &payload);
    customer::EraseTools tools();
    Result<customer::EraseCounts> erase(const CustomerKey &person = kMaria, bool previews = false);
    customer::FoundPerson find(const CustomerKey &person = kMaria);
    /// Names of the files in the data folder that hold these bytes.
    QStringList filesWith(const QByteArray &bytes) const;
    QString path(const char *name) const { return m_dir.filePath(QString::fromLatin1(name)); }
    void write(const char *name, const QByteArray &content);
    void setTimes(const json &times);

    supabase::RestClient &rest() { return m_rest; }
    supabase::UserAdmin &users() { return m_users; }
    journal::Journal &journal() { return *m_journal; }
    Timestamp now = Timestamp::now();

private:
    QTemporaryDir m_dir;
    std::unique_ptr<embedded::EmbeddedSupabase> m_store;
    embedded::InProcessTransport m_transport;
    supabase::KeyCredentials m_service;
    supabase::RestClient m_rest;
    supabase::UserAdmin m_users;
    std::unique_ptr<journal::Journal> m_journal;
    QUuid m_source;
    QObject m_owner;
};

} // namespace pl::test
