#pragma once

#include "models/base/result.h"
#include "models/domain/checkedlead.h"
#include "server/http/message.h"

#include <QList>

namespace pl::intake {

/// The leads of one request, each validated separately.
struct LeadBody
{
    bool isArray = false;
    QList<Result<CheckedLead>> leads;
    QString redirect = {};  ///< of an HTML form: where the browser should go next; not validated
    bool isTrapped = false; ///< a form whose honeypot field is filled in, as bots do
};

/// The part of a LeadBody that the answer needs after the leads are submitted. The answer is made on another thread,
/// and memory allocated on one thread is expensive to free on another.
struct CheckedBody
{
    explicit CheckedBody(const LeadBody &body);

    bool isArray;
    QList<std::optional<Error>> errors; ///< one per lead; none: it passed validation
    QString redirect;
};

constexpr int kMaxLeadsInRequest = 1000;
constexpr qint64 kLeadBytes = 64 * 1024;        ///< of a lead as a program sends it
constexpr qint64 kLeadArrayBytes = 1024 * 1024; ///< of an array of them, and of a form, whose files are left out

/// Reads a request's body by its Content-Type: a JSON object, a JSON array of up to 1,000 of them, or an HTML form.
/// Fails with InvalidInput if it can't be parsed and TooLarge if an object is longer than `kLeadBytes`; invalid fields
/// are in the leads' own results.
Result<LeadBody> readLeads(const http::Request &request);

/// Reads a form of a web page, whatever its Content-Type: unknown fields are answers, files are left out and named.
/// Fails with InvalidInput or TooLarge if it can't be read.
///
/// A form's consent is completed with the time, the client's address and the page's origin, which a form can't state
/// itself.
Result<LeadBody> readForm(const http::Request &request);

/// Whether `readLeads` knows the request's Content-Type.
bool hasKnownContentType(const http::Request &request);

} // namespace pl::intake
