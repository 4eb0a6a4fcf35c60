#pragma once

#include "server/http/message.h"
#include "server/notify/linkanswer.h"

namespace pl::notify {

/// The pages behind a link: HTML without scripts or external resources that can't be framed. `token` goes into the
/// forms' URLs.
http::Response openPage(const LinkState &state, const QByteArray &token, const QString &problem = {});
/// After the plumber's own answer: 200, with the customer's contact details if accepted. If the answer came too late,
/// `usedPage`.
http::Response answeredPage(const LinkState &state, Answer answer);
/// A link that can no longer be answered: 410 with what happened. A plumber who accepted sees the contact details
/// again, as long as the link may show them.
http::Response usedPage(const LinkState &state, bool mayShowContact = true);
http::Response expiredPage();
/// The answer is on this server's disk, but the store is unavailable: 202.
http::Response savedPage();
http::Response unknownPage();
/// The answer could not be saved, or the store could not be read: 503.
http::Response unavailablePage();

} // namespace pl::notify
