#pragma once

#include "models/base/result.h"
#include "models/domain/checkedlead.h"
#include "server/http/message.h"

#include <QList>

namespace pl::intake {

/// The leads of one request, each checked by itself.
struct LeadBody
{
    bool isArray = false;
    QList<Result<CheckedLead>> leads;
    QString redirect = {};  ///< of an HTML form: where the browser shall go afterwards; not checked
    bool isTrapped = false; ///< a form whose hidden field is filled in, as programs do that fill in everything
};

/// What is left of a LeadBody once its leads are on their way: what its answer needs. The answer is made on another
/// thread, and what one thread has allocated is dear to free on another.
struct CheckedBody
{
    explicit CheckedBody(const LeadBody &body);

    bool isArray;
    QList<std::optional<Error>> errors; ///< a lead each; none: it passed the checks
    QString redirect;
};

constexpr int kMaxLeadsInRequest = 1000;
constexpr qint64 kLeadBytes = 64 * 1024;
constexpr qint64 kLeadArrayBytes = 1024 * 1024;

/// Reads a request's body by its Content-Type: a JSON object, a JSON array of up to 1,000 of them, or an HTML form.
/// Fails with InvalidInput when it can't be read and TooLarge when an object is longer than `kLeadBytes`; wrong fields
/// are in the leads' own results.
///
/// What a customer agreed to in a form is completed by what a form can't say of itself: when it came, from which
/// address, and from which page's origin.
Result<LeadBody> readLeads(const http::Request &request);

/// Whether `readLeads` knows the request's Content-Type.
bool hasKnownContentType(const http::Request &request);

} // namespace pl::intake
