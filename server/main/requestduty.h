#pragma once

#include "models/supabase/networktransport.h"
#include "server/customer/customerdesk.h"
#include "server/journal/journal.h"
#include "server/main/dutywatch.h"
#include "server/main/requestdesk.h"
#include "server/main/servicecheck.h"
#include "server/main/statuswriter.h"
#include "server/notify/sendgridsender.h"
#include "server/people/invitationpages.h"
#include "server/people/peopledesk.h"

namespace pl {

/// What admins ask of the server from their windows, invitations' pages, and what the server tells about itself. Logs
/// what was done, but not to whom.
class RequestDuty : public QObject
{
    Q_OBJECT
public:
    struct Dependencies
    {
        supabase::OfficeNews &news;
        DutyWatch &watch;
        supabase::RestClient &rest;
        supabase::UserAdmin &users;
        journal::Journal &journal;
        ServiceWatch &services;
        customer::EraseTools erasing;
    };
    /// All must outlive the duty. `backupMark`: see StatusWriter.
    RequestDuty(const Settings &settings, const QByteArray &linkSecret, const QString &publicUrl,
                const QString &backupMark, const Dependencies &dependencies);

    void addRoutes(http::Router &router) { m_pages.addRoutes(router); }
    void start();

private:
    QFuture<Result<nlohmann::json>> answer(const ServerRequest &request);
    QFuture<Result<nlohmann::json>> settle(const ServerRequest &request);
    QFuture<Result<nlohmann::json>> checkServices();
    void watchDesk(DutyWatch &watch);
    void purgeAfter(const QString &kind);

    journal::Journal &m_journal;
    const customer::EraseTools m_erasing;
    supabase::NetworkTransport m_mailWire;
    notify::SendGridSender m_mail;
    people::InvitationSigner m_signer;
    const people::PeopleTools m_tools;
    people::PeopleDesk m_people;
    customer::CustomerDesk m_customers;
    people::InvitationPages m_pages;
    ServiceCheck m_check;
    StatusWriter m_status;
    RequestDesk m_desk;
};

} // namespace pl
