#pragma once

#include "models/replica/messagereplica.h"
#include "models/replica/officereplica.h"
#include "models/supabase/networktransport.h"
#include "models/supabase/session.h"
#include "tests/integration/messageproviders.h"

namespace pl::test {

/// A customer with a mark in every field, who comes into an office by every way that there is: API, hooks, what has to
/// be sorted, a refusal, an import, a reply; and of whom people wrote notes, searches and refusals. The server process
/// works on `store`, which is its own or a project.
class MarkedCustomer
{
public:
    using json = nlohmann::json;
    static inline const QByteArray kMark = "xyzzyplugh"; ///< in any case
    static inline const QByteArray kDigits = "5125550143";
    static inline const QString kPhone = QStringLiteral("(512) 555-0143");
    static inline const QString kEmail = QStringLiteral("xyzzyplugh@home.example");

    MarkedCustomer(ServerProcess &server, MessageProviders &providers, const QString &store,
                   const QByteArray &serviceKey);

    ~MarkedCustomer();

    /// Everything above; false, with a warning, when something wasn't taken.
    bool comes();
    /// As the service role.
    json rows(const QByteArray &table);
    /// Tables in which the mark or the number is, as the service role reads them.
    QStringList markedTables(const QStringList &tables);
    /// Files in the server's data folder with the mark or the number.
    QStringList markedFiles() const;
    /// Starts a window's copy of the office, in memory and in a folder, as staff; see `windowHolds`.
    bool openWindow();
    /// Files in the window's folder with the mark or the number, once the copy there has followed the office.
    QStringList markedInFolder();
    /// Whether the window's memory has the mark or the number.
    bool windowHolds() const;
    int leadsInWindow() const;
    static bool isMarked(const QByteArray &bytes);

private:
    struct Account;
    struct Window;
    bool makeOffice();
    bool sendsALead();
    bool answersQuestions();
    bool sendsHooks();
    bool isRefused();
    bool isAssigned();
    bool isMoneyAndFailureToldOf();
    bool replies();
    bool isWrittenAbout();
    bool isImported();
    bool isExported();
    std::unique_ptr<Account> signIn(const QString &email);
    json post(const QString &path, const ServerProcess::Headers &headers, const json &body, int status);
    bool insert(supabase::RestClient &client, const QByteArray &table, const json &row);

    ServerProcess &m_server;
    MessageProviders &m_providers;
    const QString m_store;
    supabase::NetworkTransport m_wire;
    supabase::KeyCredentials m_key;
    supabase::RestClient m_rest;
    QByteArray m_sourceKey;
    QUuid m_plumber = QUuid::createUuid();
    QUuid m_lead;
    std::unique_ptr<Account> m_account;
    std::unique_ptr<Window> m_window;
};

} // namespace pl::test
