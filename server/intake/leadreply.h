#pragma once

#include "server/http/message.h"
#include "server/intake/source.h"

namespace pl::intake {

/// The parts of a request needed for its answer, which may be made when the request is gone. A form's answer depends on
/// its headers.
class LeadReply
{
public:
    LeadReply(const http::Request &request, const Source &source);

    const QByteArray &path() const { return m_path; }
    /// `answer` as the sender gets it. To a form: without the lead's URL, which a form can't read, and with the next
    /// page for its browser, `redirect` if that is the source's.
    http::Response fitted(http::Response answer, const QString &redirect) const;

private:
    QByteArray m_path;
    std::optional<http::Request> m_form; // without its body
    QByteArrayList m_origins;
};

} // namespace pl::intake
