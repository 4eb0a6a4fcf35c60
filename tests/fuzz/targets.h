#pragma once

#include <QByteArray>
#include <QList>

namespace pl::fuzz {

/// One reader of what strangers send. `run` takes any bytes and returns; it ends the process when the reader breaks a
/// promise of its own (a crash, a hang and a leak are seen by the one who runs it).
struct Target
{
    const char *name;
    void (*run)(const QByteArray &input);
};

/// A request's head and body, read whole and in pieces: both must come to the same requests.
void runRequest(const QByteArray &input);
/// The body of POST /api/v1/leads: what is taken must be taken again, unchanged, from its own JSON.
void runLeadJson(const QByteArray &input);
void runLeadForm(const QByteArray &input);
/// A query string of /rest/v1/leads, up to its SQL: one bound value for each question mark.
void runRestQuery(const QByteArray &input);
/// The header Stripe-Signature in the first line, the body behind it.
void runStripeSignature(const QByteArray &input);
/// The text of a plumber's link; and a claim made of the same bytes, signed, read and changed by a bit.
void runLinkToken(const QByteArray &input);

/// A body with its content type in the first line, read and mapped by every preset: what comes out fits its columns.
void runHookBody(const QByteArray &input);

/// A file to import, read and checked as leads and as plumbers: within the limits, and each row on a line of its own.
void runSheet(const QByteArray &input);

/// A backup's archive: what is taken is whole, under its own names, and nothing is written elsewhere.
void runArchive(const QByteArray &input);

inline QList<Target> targets()
{
    return {
        {"request", runRequest},
        {"leadjson", runLeadJson},
        {"leadform", runLeadForm},
        {"restquery", runRestQuery},
        {"stripesignature", runStripeSignature},
        {"linktoken", runLinkToken},
        {"hookbody", runHookBody},
        {"sheet", runSheet},
        {"archive", runArchive},
    };
}

} // namespace pl::fuzz
