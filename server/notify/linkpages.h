#pragma once

#include "server/http/message.h"
#include "server/notify/linkanswer.h"

namespace pl::notify {

/// The pages behind a link: HTML that needs no script, loads nothing, and may be shown in no frame. `token` stands in
/// the forms' addresses.
http::Response openPage(const LinkState &state, const QByteArray &token, const QString &problem = {});
/// After the plumber's own answer: 200, after accepting with the customer's contact. When the answer did not come in
/// time, `usedPage`.
http::Response answeredPage(const LinkState &state, Answer answer);
/// A link that can't be answered any more: 410, which says what happened. Whoever accepted sees the contact again, as
/// long as the link may show it.
http::Response usedPage(const LinkState &state, bool mayShowContact = true);
http::Response expiredPage();
/// The answer is on this server's disk, but the store is away: 202.
http::Response keptPage();
http::Response unknownPage();
/// Nothing could be kept or asked: 503.
http::Response awayPage();

} // namespace pl::notify
