#pragma once

#include "server/embedded/embeddedsupabase.h"
#include "server/embedded/inprocesstransport.h"
#include "server/notify/sendgridsender.h"
#include "server/people/invitationpages.h"
#include "server/people/peopledesk.h"
#include "tests/support/messagestandins.h"
#include "tests/support/waiting.h"

#include <QTemporaryDir>

namespace pl::test {

/// An office's accounts in the real Auth, a stand-in for SendGrid, and the desk and the pages between them. ada@ is an
/// admin and sam@ is staff, both with kPeoplePassword. The links' clock stands until it is moved.
class PeopleFixture
{
public:
    using json = nlohmann::json;
    static inline const QString kAda = QStringLiteral("ada@office.test");
    static inline const QString kSam = QStringLiteral("sam@office.test");
    static inline const QString kPeoplePassword = QStringLiteral("correct horse battery");
    static inline const QByteArray kLinkSecret = "the secret of this test, long enough";

    explicit PeopleFixture(bool hasMail = true);

    supabase::AuthUser add(const QString &email, const QString &role);
    /// What the desk answers to a request of `who`.
    Result<json> ask(const QString &who, ServerRequestKind kind, const json &data = json::object());
    supabase::AuthUser account(const QString &email);
    /// The refresh token; empty when they can't sign in.
    QByteArray signIn(const QString &email, const QString &password = kPeoplePassword);
    bool canRenew(const QByteArray &refreshToken);
    /// A page; `form` is a POST's.
    http::Response page(const QByteArray &method, const QString &path, const QByteArray &form = {});
    Later<http::Response> request(const QByteArray &method, const QString &path, const QByteArray &form);
    /// The path of an invitation's link.
    static QString pathOf(const Invitation &invitation);
    void pass(std::chrono::seconds time) { m_now = m_now.addSeconds(time.count()); }

    SendGridStandIn mail;
    supabase::UserAdmin &users() { return m_users; }
    /// As the service role.
    supabase::RestClient &rest() { return m_rest; }
    const people::InvitationSigner &signer() const { return m_signer; }
    Timestamp now() const { return m_now; }

private:
    QTemporaryDir m_dir;
    std::unique_ptr<embedded::EmbeddedSupabase> m_store;
    embedded::InProcessTransport m_transport;
    supabase::KeyCredentials m_service;
    supabase::KeyCredentials m_anon;
    supabase::RestClient m_rest;
    supabase::UserAdmin m_users;
    supabase::AuthClient m_auth;
    MessageStandInTransport m_mailWire{mail};
    notify::SendGridSender m_sender;
    people::InvitationSigner m_signer{kLinkSecret};
    Timestamp m_now = Timestamp::now();
    const people::PeopleTools m_tools;
    people::PeopleDesk m_desk;
    people::InvitationPages m_pages;
    http::Router m_router;
};

/// A page, once it is there; status 0 when none comes.
http::Response arrived(Later<http::Response> later);

} // namespace pl::test
