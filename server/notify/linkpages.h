#pragma once

#include "models/domain/officeidentity.h"
#include "server/http/message.h"
#include "server/notify/linkanswer.h"

namespace pl::notify {

/// The pages behind a link, with the office's name, address and logo: HTML without scripts or external resources that
/// can't be framed.
class LinkPages
{
public:
    explicit LinkPages(OfficeIdentity office = {}) : m_office(std::move(office)) {}

    /// `token` goes into the forms' URLs.
    http::Response openPage(const LinkState &state, const QByteArray &token, const QString &problem = {}) const;
    /// After the plumber's own answer: 200, with the customer's contact details if accepted. If the answer came too
    /// late, `usedPage`.
    http::Response answeredPage(const LinkState &state, Answer answer) const;
    /// A link that can no longer be answered: 410 with what happened. A plumber who accepted sees the contact details
    /// again, as long as the link may show them.
    http::Response usedPage(const LinkState &state, bool mayShowContact = true) const;
    http::Response expiredPage() const;
    /// The answer is on this server's disk, but the store is unavailable: 202.
    http::Response savedPage() const;
    http::Response unknownPage() const;
    /// The answer could not be saved, or the store could not be read: 503.
    http::Response unavailablePage() const;

private:
    http::Response page(int status, const QString &title, const QString &content) const;
    http::Response notice(int status, const QString &title, const QString &sentence) const;
    http::Response acceptedPage(int status, const LinkState &state, const QString &sentence) const;

    const OfficeIdentity m_office;
};

} // namespace pl::notify
